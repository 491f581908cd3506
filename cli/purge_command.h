#pragma once

#include "cli/command.h"

namespace cli {

// Takes away all that this installation has on the host.
ExitCode RunPurge(const std::vector<std::string>& arguments, const Host& host);

}  // namespace cli
