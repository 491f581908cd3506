#include "conf/net_conf.h"
