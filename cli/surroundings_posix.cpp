#include "cli/doctor_checks.h"

namespace cli {

Surroundings LookAround() { return {std::nullopt, "this is not Windows"}; }

}  // namespace cli
