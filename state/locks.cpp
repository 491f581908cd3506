#include "state/locks.h"
