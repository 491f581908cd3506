#pragma once

#include <vector>

#include "plugin/request.h"
#include "plugin/result.h"

namespace plugin {

// How an attachment is to be reached, whoever says so: addresses with their prefix lengths and
// gateways, IPv4 before IPv6 and at most one each; routes, each with its gateway; DNS. It is a
// result without interfaces, which is what IPAM plugins answer (CNI specification, section 5).
using Lease = Result;

// Of addresses of this node's slices: each subnet's gateway, and the default route through it.
// Throws Error (kInvalidNetworkConfig) for an address that is in no slice.
[[nodiscard]] Lease LeaseOf(const conf::NetConf& conf,
                            const std::vector<ipam::IpAddress>& addresses);

// Of what an IPAM plugin answered. A route without a gateway gets that of its family's address, and
// a family without a default route one through it: HCN needs to be told, and host-local's usual
// configuration has none. Throws Error (kInvalidNetworkConfig) that names `plugin` for what an
// endpoint cannot have: no IPv4 address, or two of a family.
[[nodiscard]] Lease LeaseFrom(Result answer, const std::string& plugin);

// What of an IPAM plugin's lease can be read back from the result of the whole chain: these
// addresses and their default routes. An address that is not there is left out.
[[nodiscard]] Lease LeaseInResult(const Result& result,
                                  const std::vector<ipam::IpAddress>& addresses);

[[nodiscard]] std::vector<ipam::IpAddress> AddressesOf(const Lease& lease);

// The slice of the configuration that an address belongs to; null when it is in none.
[[nodiscard]] const ipam::Slice* SliceOf(const conf::NetConf& conf, const ipam::IpAddress& address);

}  // namespace plugin
