#pragma once

#include <vector>

#include "conf/port_mappings.h"
#include "hcn/schema.h"
#include "ipam/ip_address.h"

namespace plugin {

// The PortMapping policies of an endpoint with these addresses: one for each mapping and each
// family that the mapping is for, which is that of its host IP, and without one both. Throws Error
// (kInvalidNetworkConfig) for a host IP of a family of which the endpoint has no address.
[[nodiscard]] std::vector<hcn::Policy> PortMappingPolicies(
    const std::vector<conf::PortMapping>& mappings, hcn::NetworkType type,
    const std::vector<ipam::IpAddress>& addresses);

}  // namespace plugin
