#pragma once

#include "cli/command.h"

namespace cli {

// Prints what a shell needs to complete commands and options.
ExitCode RunCompletion(const std::vector<std::string>& arguments, const Host& host);

}  // namespace cli
