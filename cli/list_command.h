#pragma once

#include "cli/command.h"

namespace cli {

// Lists who has an address of this node, and how each stands.
ExitCode RunList(const std::vector<std::string>& arguments, const Host& host);

}  // namespace cli
