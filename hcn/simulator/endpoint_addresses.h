#pragma once

#include "hcn/simulator/claims.h"
#include "hcn/simulator/json.h"

namespace hcn::simulator {

// Gives a new endpoint its addresses, prefix lengths, MAC address and default routes: checks those
// that it asks for, picks the others (docs/simulator.md). Throws Refusal:
// 0x803b001e for an address that is none or outside of the network, 0x803b002f for one that is
// reserved or held, 0x80070057 for a MAC address that is none.
void CompleteAddresses(Json& endpoint, const Json& network, const Claims& claims);

}  // namespace hcn::simulator
