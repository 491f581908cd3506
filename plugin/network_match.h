#pragma once

#include <optional>
#include <string>
#include <vector>

#include "conf/net_conf.h"
#include "hcn/schema.h"
#include "state/marker_document.h"

namespace plugin {

// The `kind` of a network in the marker: "hcn-" and its type in lower case.
[[nodiscard]] std::string KindOf(hcn::NetworkType type);

// The prefixes of the network's subnets.
[[nodiscard]] std::vector<std::string> SubnetsOf(const hcn::HostComputeNetwork& network);

// That the network in HCN is the one which is meant: by the configuration (type, adapter, slices,
// and id and name where it has them), and by the owner's entry in the marker, where that is about
// this network (name, kind, subnets). Throws Error (kNetworkMismatch) that shows both sides and
// says what to do.
void RequireMatch(const conf::NetConf& conf, const state::NetworkEntry* entry,
                  const hcn::HostComputeNetwork& network);

// The second half of it: that the network is what its entry says.
void RequireAsRecorded(const state::NetworkEntry& entry, const hcn::HostComputeNetwork& network);

// That no other owner's entry holds this network. Throws Error (kNetworkMismatch).
void RequireUnheld(const conf::NetConf& conf, const state::MarkerContent& marker,
                   const hcn::Guid& id);

// That the slices overlap no subnet of another owner of this node. Throws Error
// (kInvalidNetworkConfig).
void RequireDisjoint(const conf::NetConf& conf, const state::MarkerContent& marker);

}  // namespace plugin
