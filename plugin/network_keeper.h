#pragma once

#include "hcn/client.h"
#include "plugin/session.h"

namespace plugin {

// The HCN network that the endpoints of this configuration go into.
struct KeptNetwork {
  hcn::NetworkHandle handle;
  hcn::HostComputeNetwork network;
};

// Finds the network by its recorded id, then by its exact name, and else makes it where that
// cuts nobody off or was asked for: its entry in the marker first, then the network, under the lock
// of all processes. What is found has to be what the configuration and the marker mean, and no
// other owner's; otherwise Error (kNetworkMismatch) shows both sides. Where the marker must not be
// written, what is found is used all the same, and nothing is made: MarkerError.
[[nodiscard]] KeptNetwork EnsureNetwork(Session& session);

// As EnsureNetwork, but makes and records nothing: absent when the network is not there.
[[nodiscard]] std::optional<KeptNetwork> FindNetwork(Session& session);

// Throws Error that says how to get the network, when ADD could not make it by itself.
void RequireCreatable(const Session& session);

// Whether a network of this type is bound to an adapter of the host, which cuts the node's
// connections while it is made.
[[nodiscard]] bool TakesAdapter(hcn::NetworkType type);

// The type of network that this configuration means.
[[nodiscard]] hcn::NetworkType TypeOf(const conf::NetConf& conf);

// The document that makes the configured network.
[[nodiscard]] hcn::HostComputeNetwork NetworkDocument(const conf::NetConf& conf,
                                                      const hcn::Guid& id);

}  // namespace plugin
