#include "hcn/schema.h"
