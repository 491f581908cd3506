#pragma once

#include "cli/command.h"

namespace cli {

// Shows and changes the simulated Windows host in HCN_SIMULATOR_DIR. Only in builds whose HCN is
// the simulator.
ExitCode RunSimulator(const std::vector<std::string>& arguments, const Host& host);

}  // namespace cli
