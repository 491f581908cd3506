#include "hcn/policy.h"
