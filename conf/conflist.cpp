#include "conf/conflist.h"

#include <algorithm>

namespace conf {
namespace {

bool IsOfType(const nlohmann::json& plugin, std::string_view type) {
  return plugin.is_object() && plugin.value("type", nlohmann::json()) == type;
}

}  // namespace

std::optional<nlohmann::json> PluginInList(const nlohmann::json& list, std::string_view type) {
  if (IsOfType(list, type)) return list;
  if (!list.is_object()) return std::nullopt;
  const nlohmann::json plugins = list.value("plugins", nlohmann::json::array());
  const auto found = std::ranges::find_if(
      plugins, [&](const nlohmann::json& plugin) { return IsOfType(plugin, type); });
  if (found == plugins.end()) return std::nullopt;
  nlohmann::json plugin = *found;
  for (const char* inherited : {"name", "cniVersion"}) {
    if (list.contains(inherited)) plugin[inherited] = list.at(inherited);
  }
  return plugin;
}

}  // namespace conf
