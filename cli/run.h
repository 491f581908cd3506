#pragma once

#include <string>
#include <vector>

#include "cli/host.h"

namespace cli {

// The operator's tool: does what the arguments (without the program's name) say, and gives the exit
// code: 0 done, 1 failed, 2 used wrongly, 3 done but something needs attention. Output goes to
// stdout, what went wrong to stderr in one line that begins with the program's name.
[[nodiscard]] int Run(const std::vector<std::string>& arguments, const Host& host);

}  // namespace cli
