#include "hcn/error.h"
