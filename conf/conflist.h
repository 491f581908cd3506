#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conf {

// The `type` under which a runtime looks for this program.
inline constexpr std::string_view kOurType = "hcn-slice";

// What a runtime hands to the plugin of this type: its first entry in a network configuration list,
// with the list's `name` and `cniVersion` (CNI specification, section 1 and "Deriving execution
// configuration"). A single configuration (.conf) stands for a list of one. Absent when there is no
// such plugin in it.
[[nodiscard]] std::optional<nlohmann::json> PluginInList(const nlohmann::json& list,
                                                         std::string_view type);

// One entry of a list that is of the asked type.
struct ListedPlugin {
  std::string path;  // "plugins[1]"; empty where the document is a single configuration
  nlohmann::json conf;
};
// All of them, each as a runtime hands it over.
[[nodiscard]] std::vector<ListedPlugin> PluginsInList(const nlohmann::json& list,
                                                      std::string_view type);

}  // namespace conf
