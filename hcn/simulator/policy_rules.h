#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "hcn/simulator/json.h"

namespace hcn::simulator {

struct HostPort {
  std::uint64_t protocol = 0;
  std::uint64_t number = 0;
  bool is_ipv6 = false;
};

// The host ports that normalised endpoint policies take.
[[nodiscard]] std::vector<HostPort> HostPortsOf(const Json& policies);

// What HNS refuses when an endpoint is made or modified. Throws Refusal: a type that does not go
// with the network's (0x803b000e, port mappings 0x803b0016), an internal port 0 (0x803b002d), an
// ACL without RuleType and Priority on Transparent (0x803b000d), a second InterfaceParameters
// (0x803b0036).
void CheckEndpointPolicies(std::string_view network_type, const Json& policies);

// What passes there and fails when a container starts (docs/simulator.md): see
// Host::StartContainer.
void CheckPoliciesAtStart(std::string_view network_type, const Json& policies);

}  // namespace hcn::simulator
