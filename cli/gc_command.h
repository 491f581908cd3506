#pragma once

#include "cli/command.h"

namespace cli {

// Finds orphans where no runtime sends GC, and removes them when it is told to.
ExitCode RunGc(const std::vector<std::string>& arguments, const Host& host);

}  // namespace cli
