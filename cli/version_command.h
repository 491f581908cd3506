#pragma once

#include "cli/command.h"

namespace cli {

ExitCode RunVersion(const std::vector<std::string>& arguments, plugin::ProcessIo& io);

}  // namespace cli
