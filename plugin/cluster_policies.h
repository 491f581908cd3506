#pragma once

#include <vector>

#include "conf/net_conf.h"
#include "hcn/schema.h"
#include "ipam/ip_address.h"

namespace plugin {

// The cluster's policies for a family: OutBoundNAT, SDNRoute and ACL, as `clusterPolicies` and
// `ipMasq` ask for them, and by default those that the type of network is known to carry.
[[nodiscard]] std::vector<hcn::Policy> ClusterPolicies(const conf::NetConf& conf,
                                                       hcn::NetworkType type, ipam::Family family);

// Throws Error (kInvalidNetworkConfig) where the configuration asks for an OutBoundNAT on a network
// with which no container would start.
void RequireMasqueradable(const conf::NetConf& conf, hcn::NetworkType type);

}  // namespace plugin
