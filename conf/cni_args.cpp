#include "conf/cni_args.h"
