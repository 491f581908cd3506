#include "conf/spec_version.h"
