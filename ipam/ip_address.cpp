#include "ipam/ip_address.h"
