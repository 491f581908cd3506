#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

namespace conf {

// What a runtime hands to the plugin of this type: its first entry in a network configuration list,
// with the list's `name` and `cniVersion` (CNI specification, section 1 and "Deriving execution
// configuration"). A single configuration (.conf) stands for a list of one. Absent when there is no
// such plugin in it.
[[nodiscard]] std::optional<nlohmann::json> PluginInList(const nlohmann::json& list,
                                                         std::string_view type);

}  // namespace conf
