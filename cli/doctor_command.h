#pragma once

#include "cli/command.h"

namespace cli {

// Says what is wrong with this node, what it means and what to do.
ExitCode RunDoctor(const std::vector<std::string>& arguments, const Host& host);

}  // namespace cli
