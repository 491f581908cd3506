#include "ipam/slice.h"
