#include "state/file_system.h"
