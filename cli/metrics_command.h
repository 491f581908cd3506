#pragma once

#include "cli/command.h"

namespace cli {

// What can be counted of this node, for Prometheus.
ExitCode RunMetrics(const std::vector<std::string>& arguments, const Host& host);

}  // namespace cli
