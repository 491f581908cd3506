#include "plugin/netns.h"

namespace plugin {

std::optional<hcn::Guid> NamespaceOfOtherPath(std::string_view netns) {
  if (netns.front() != '/') return std::nullopt;
  // RFC 4122 appendix C: the name space of URLs; a path is one without its scheme.
  const auto urls = hcn::Guid::Parse("6ba7b811-9dad-11d1-80b4-00c04fd430c8");
  return hcn::Guid::FromName(*urls, netns);
}

}  // namespace plugin
