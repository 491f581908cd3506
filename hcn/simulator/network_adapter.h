#pragma once

#include <string>
#include <vector>

#include "hcn/simulator/json.h"

namespace hcn::simulator {

// The physical adapter of an external network: the one that its NetAdapterName policy names, or
// any that is free or already holds networks of the same type; the policy then is in the document.
// Throws Refusal: 0x803b0006 for an adapter that is not there, 0x80070057 for a vEthernet one and
// for one that holds networks of another type.
void CompleteAdapter(Json& network, const std::vector<Json>& others,
                     const std::vector<std::string>& adapters);

}  // namespace hcn::simulator
