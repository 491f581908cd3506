#include "hcn/guid.h"
