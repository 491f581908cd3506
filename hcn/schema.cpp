#include "hcn/schema.h"

#include "hcn/schema_names.h"

namespace hcn {

std::string ToString(NetworkType type) { return std::string(NameOf(kNetworkTypeNames, type)); }

std::optional<NetworkType> ParseNetworkType(std::string_view text) {
  return FindByName(kNetworkTypeNames, text);
}

bool Dns::empty() const {
  return domain.empty() && search.empty() && server_list.empty() && options.empty();
}

}  // namespace hcn
