#pragma once

#include "cli/command.h"

namespace cli {

// Says all that is wrong with network configurations, without a host.
ExitCode RunValidate(const std::vector<std::string>& arguments, const Host& host);

}  // namespace cli
