#include "hcn/simulator/controls.h"
