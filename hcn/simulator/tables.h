#pragma once

#include <array>
#include <string_view>

#include "hcn/simulator/document.h"

// HCN's schema as far as HNS itself reads it, from
// https://learn.microsoft.com/virtualization/api/hcn/hns_schema and hcsshim's hcn package.
namespace hcn::simulator {

// In the order of their numbers: the first one is the one that is left out of answers.
inline constexpr auto kNetworkTypes = std::to_array<std::string_view>(
    {"NAT", "ICS", "Transparent", "L2Bridge", "L2Tunnel", "Overlay", "Private", "Internal",
     "Mirrored", "Infiniband", "ConstrainedICS"});
inline constexpr auto kNamespaceTypes =
    std::to_array<std::string_view>({"Host", "HostDefault", "Guest", "GuestDefault"});
inline constexpr auto kRequestTypes =
    std::to_array<std::string_view>({"Add", "Remove", "Update", "Refresh", "Reset"});

// HostComputeNetwork, HostComputeEndpoint, HostComputeNamespace.
extern const DocumentTable kNetworkTable;
extern const DocumentTable kEndpointTable;
extern const DocumentTable kNamespaceTable;
// The V1 forms of the first two (hcsshim's internal/hns package).
extern const DocumentTable kV1NetworkTable;
extern const DocumentTable kV1EndpointTable;
// HostComputeQuery; ModifyNetwork-, Endpoint- and NamespaceSettingRequest, Settings as they are.
extern const DocumentTable kQueryTable;
extern const DocumentTable kModifyNetworkTable;
extern const DocumentTable kModifyEndpointTable;
extern const DocumentTable kModifyNamespaceTable;
// The last one's Settings; those of the others are {"Policies"}.
extern const DocumentTable kNamespaceEndpointTable;
extern const DocumentTable kNamespaceContainerTable;

extern const PolicyTable kNetworkPolicies;
extern const PolicyTable kEndpointPolicies;
extern const PolicyTable kSubnetPolicies;

}  // namespace hcn::simulator
