#include "conf/conflist.h"

namespace conf {
namespace {

bool IsOfType(const nlohmann::json& plugin, std::string_view type) {
  return plugin.is_object() && plugin.value("type", nlohmann::json()) == type;
}

}  // namespace

std::optional<nlohmann::json> PluginInList(const nlohmann::json& list, std::string_view type) {
  auto plugins = PluginsInList(list, type);
  return plugins.empty() ? std::nullopt : std::optional(std::move(plugins.front().conf));
}

std::vector<ListedPlugin> PluginsInList(const nlohmann::json& list, std::string_view type) {
  if (IsOfType(list, type)) return {{"", list}};
  if (!list.is_object()) return {};
  std::vector<ListedPlugin> found;
  const nlohmann::json plugins = list.value("plugins", nlohmann::json::array());
  for (std::size_t i = 0; plugins.is_array() && i < plugins.size(); ++i) {
    if (!IsOfType(plugins[i], type)) continue;
    found.push_back({"plugins[" + std::to_string(i) + "]", plugins[i]});
    for (const char* inherited : {"name", "cniVersion"}) {
      if (list.contains(inherited)) found.back().conf[inherited] = list.at(inherited);
    }
  }
  return found;
}

}  // namespace conf
