#include "plugin/netns.h"

namespace plugin {

std::optional<hcn::Guid> NamespaceOf(std::string_view netns) {
  const std::size_t separator = netns.find_last_of("/\\");
  const std::string_view last =
      separator == std::string_view::npos ? netns : netns.substr(separator + 1);
  const auto guid = hcn::Guid::Parse(last);
  if (guid && guid->IsNil()) return std::nullopt;
  if (guid || separator == std::string_view::npos) return guid;
  return NamespaceOfOtherPath(netns);
}

}  // namespace plugin
