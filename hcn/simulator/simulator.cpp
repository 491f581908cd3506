#include "hcn/simulator/simulator.h"
