#include "hcn/client.h"
