#pragma once

#include "cli/command.h"

namespace cli {

ExitCode RunVersion(const std::vector<std::string>& arguments, const Host& host);

}  // namespace cli
