#pragma once

#include "cli/command.h"

namespace cli {

// Keeps an address of the slice for something that is no pod, and gives it up again.
ExitCode RunReserve(const std::vector<std::string>& arguments, const Host& host);
ExitCode RunRelease(const std::vector<std::string>& arguments, const Host& host);

}  // namespace cli
