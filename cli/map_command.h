#pragma once

#include "cli/command.h"

namespace cli {

// Draws the slices of this node.
ExitCode RunMap(const std::vector<std::string>& arguments, const Host& host);

}  // namespace cli
