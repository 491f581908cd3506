#pragma once

#include "hcn/schema.h"
#include "plugin/identity.h"
#include "plugin/lease.h"
#include "plugin/request.h"

namespace plugin {

// The endpoint that a request means on a network of this type, with this lease: what ADD asks HCN
// for and what CHECK compares with. Pure: the same request gives the same document. Throws Error
// (kInvalidNetworkConfig) for what HCN, or this type of network, cannot do.
[[nodiscard]] hcn::HostComputeEndpoint EndpointDocument(const Request& request,
                                                        const Identity& identity,
                                                        const hcn::HostComputeNetwork& network,
                                                        const Lease& lease);

// The DNS settings of a request, member by member: the runtime's over the configuration's over
// those of an IPAM plugin; `podSearch` puts the pod's namespace before the first search domain of
// the configuration's own list.
[[nodiscard]] conf::Dns DnsOf(const Request& request, const conf::Dns& of_ipam = {});

}  // namespace plugin
