#pragma once

#include <vector>

#include "conf/net_conf.h"
#include "hcn/schema.h"
#include "ipam/ip_address.h"

namespace plugin {

// The policies of an endpoint with these addresses: the cluster's, then the
// user's, then what the runtime asks for by capability. At most one OutBoundNAT per family. Throws
// Error (kInvalidNetworkConfig) for a request that cannot be honoured.
[[nodiscard]] std::vector<hcn::Policy> EndpointPolicies(
    const conf::NetConf& conf, hcn::NetworkType type,
    const std::vector<ipam::IpAddress>& addresses);

}  // namespace plugin
