#pragma once

#include <string>

#include "hcn/simulator/document.h"
#include "hcn/simulator/json.h"

namespace hcn::simulator {

// What a Modify request wants done with the policies of an endpoint or a network.
struct PolicyChange {
  std::string request;  // "Add", "Update" or "Remove"
  Json policies;        // normalised
  const PolicyTable* table = nullptr;
};

// Reads a normalised Modify request, its settings {"Policies"} by `table`. Throws Refusal:
// 0x803b0015 for a request that policies do not know, 0x803b000d without settings.
[[nodiscard]] PolicyChange ReadPolicyChange(const PolicyTable& table, const Json& request);

// Add appends, Update replaces the policies of the same types, Remove takes each one away
// (0x803b0008 when it is not there).
[[nodiscard]] Json Changed(const Json& policies, const PolicyChange& change);

}  // namespace hcn::simulator
