#pragma once

#include "cli/command.h"

namespace cli {

// Shows everything about one address, container or endpoint.
ExitCode RunShow(const std::vector<std::string>& arguments, const Host& host);

}  // namespace cli
