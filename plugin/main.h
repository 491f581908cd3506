#pragma once

#include <string>
#include <vector>

namespace plugin {

// The program behind both doors: the operator's tool with arguments (UTF-8, without the program's
// name), the plugin without. Gives the exit code.
[[nodiscard]] int Main(const std::vector<std::string>& arguments);

}  // namespace plugin
