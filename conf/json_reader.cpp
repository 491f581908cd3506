#include "conf/json_reader.h"
