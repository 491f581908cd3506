#include "state/record.h"
