#include "hcn/hresult.h"
