#pragma once

#include "cli/command.h"

namespace cli {

// Writes a network configuration that passes `validate`.
ExitCode RunConflist(const std::vector<std::string>& arguments, const Host& host);

}  // namespace cli
