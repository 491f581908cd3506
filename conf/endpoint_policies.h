#pragma once

#include <vector>

#include "conf/net_conf.h"
#include "conf/value.h"

namespace conf {

// Policies that are passed on to HCN, read as HCN wants them: types and members in its own
// spelling, members that are empty left out, prefixes without host bits, lists as comma-separated
// strings where it takes no others. Types and settings: HNS_Schema, EndpointPolicyType; hcsshim,
// hcn/hcnpolicy.go. All throw conf::Error that names what is wrong.

// `endpointPolicies`, in HCN's form: {"Type", "Settings"}.
[[nodiscard]] std::vector<EndpointPolicy> ParseEndpointPolicies(const Value& list);

// `policies` of win-bridge and win-overlay, and `AdditionalArgs` of sdnbridge and azure-vnet:
// {"Name": "EndpointPolicy", "Value": …}, the value in HCN's form or in the flat one of HNS's V1
// interface, of which some types and members have other names.
[[nodiscard]] std::vector<EndpointPolicy> ParseOlderPolicies(const Value& list);

}  // namespace conf
