#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hcn/guid.h"

namespace plugin {

// What makes an attachment ours, from the request or from HCN alone. The endpoint's
// name is
// "<ownerTag>~<network>~<container id>~<ifname>"; its GUID is made by name (RFC 4122, version 5)
// from the part after the tag, so that a changed tag still finds it. A network over 32 and a
// container id over 64 bytes are cut and end in a hash of the whole, which keeps the name within
// 128 bytes.
struct Identity {
  std::string endpoint_name;
  hcn::Guid endpoint_id;

  [[nodiscard]] static Identity Of(std::string_view owner_tag, std::string_view network,
                                   std::string_view container_id, std::string_view ifname);
};

// The parts of an endpoint name of ours, as they stand in it.
struct OwnedName {
  std::string owner_tag;
  std::string network;
  std::string container_id;
  std::string ifname;
};

// Absent when the endpoint is not ours: the name has another form, or its GUID is not the one that
// follows from it.
[[nodiscard]] std::optional<OwnedName> Recognise(std::string_view endpoint_name,
                                                 const hcn::Guid& endpoint_id);

// How a network's name and a container's id stand in endpoint names.
[[nodiscard]] std::string NetworkInName(std::string_view network);
[[nodiscard]] std::string ContainerInName(std::string_view container_id);

// The GUID of a network that we make.
[[nodiscard]] hcn::Guid NetworkId(std::string_view owner_tag, std::string_view network_name);

}  // namespace plugin
