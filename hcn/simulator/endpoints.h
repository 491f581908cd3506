#pragma once

#include <string_view>

#include "hcn/simulator/store.h"

// What HNS does with endpoints (docs/simulator.md).
// Everything throws Refusal. The cost of a call does not depend on how many endpoints there are.
namespace hcn::simulator {

// An endpoint of this id, or of a new one when it is nil, on the network that the caller holds a
// handle to. `settings` is its V1 or V2 document.
Guid CreateEndpoint(const Store& store, const Guid& network, const Guid& id,
                    std::string_view settings);
void ModifyEndpoint(const Store& store, const Guid& id, std::string_view settings);
void DeleteEndpoint(const Store& store, const Guid& id);

// The same as CreateEndpoint for a normalised V2 document, which here may name a namespace.
Guid CreateEndpointAs(const Store& store, const Guid& network_id, const Guid& asked, Json endpoint);

}  // namespace hcn::simulator
