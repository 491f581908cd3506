#include "state/network_marker.h"
