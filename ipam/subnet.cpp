#include "ipam/subnet.h"
