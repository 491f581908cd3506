#pragma once

#include "cli/command.h"

namespace cli {

// Shows and changes the host-level networks of the network marker.
ExitCode RunNetwork(const std::vector<std::string>& arguments, const Host& host);

}  // namespace cli
