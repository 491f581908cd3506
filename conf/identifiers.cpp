#include "conf/identifiers.h"
