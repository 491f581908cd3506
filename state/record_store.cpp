#include "state/record_store.h"
