#pragma once

#include <optional>
#include <string_view>

#include "hcn/guid.h"

namespace plugin {

// The HCN namespace that CNI_NETNS means: a GUID in any case, bare or in braces, or a path whose
// last component is one (cnitool makes an absolute path of its argument). Any other absolute path
// stands on Linux for the GUID made from it by name, so that a Linux runtime works against the
// simulator; on Windows it is absent, as is everything else.
[[nodiscard]] std::optional<hcn::Guid> NamespaceOf(std::string_view netns);

// The platform's half: a path whose last component is no GUID.
[[nodiscard]] std::optional<hcn::Guid> NamespaceOfOtherPath(std::string_view netns);

}  // namespace plugin
