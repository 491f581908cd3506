#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "cli/remarks.h"

namespace cli {

// What libcni takes by the end of the name, and containerd by its content: `.conflist` a list,
// `.conf` and `.json` one plugin (libcni, ConfFiles; go-cni, loadFromConfDir).
void CheckFileName(const std::string& file, const nlohmann::json& document, Remarks& remarks);

// What is around the plugins: CNI specification, section 1, "Configuration format". Plugins of
// other types are named and not looked into.
void CheckList(const nlohmann::json& document, Remarks& remarks);

}  // namespace cli
