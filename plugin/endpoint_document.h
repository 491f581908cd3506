#pragma once

#include <vector>

#include "hcn/schema.h"
#include "ipam/ip_address.h"
#include "plugin/identity.h"
#include "plugin/request.h"

namespace plugin {

// The endpoint that a request means on a network of this type, with these addresses: what ADD asks
// HCN for and what CHECK compares with. Pure: the same request gives the same document. Throws
// Error (kInvalidNetworkConfig) for what HCN, or this type of network, cannot do.
[[nodiscard]] hcn::HostComputeEndpoint EndpointDocument(
    const Request& request, const Identity& identity, const hcn::HostComputeNetwork& network,
    const std::vector<ipam::IpAddress>& addresses);

// The DNS settings of a request: the runtime's over the configuration's, member by member;
// `podSearch` puts the pod's namespace before the first search domain of the configuration's own
// list.
[[nodiscard]] conf::Dns DnsOf(const Request& request);

// The slice of the configuration that an address belongs to; null when it is in none.
[[nodiscard]] const ipam::Slice* SliceOf(const conf::NetConf& conf, const ipam::IpAddress& address);

}  // namespace plugin
