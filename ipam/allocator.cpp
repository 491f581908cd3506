#include "ipam/allocator.h"
