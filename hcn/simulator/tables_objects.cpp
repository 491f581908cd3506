#include "hcn/simulator/tables.h"

namespace hcn::simulator {
namespace {

constexpr auto kRouteFields =
    std::to_array<Field>({Text("NextHop"), Text("DestinationPrefix"), Number("Metric", kMostU16)});
constexpr DocumentTable kRoute = {"Route", kRouteFields};

constexpr auto kDnsFields =
    std::to_array<Field>({Text("Domain"), Texts("Search"), Texts("ServerList"), Texts("Options")});
constexpr DocumentTable kDns = {"Dns", kDnsFields};

constexpr auto kIpSubnetFields = std::to_array<Field>(
    {Id("ID"), Text("Name"), Text("IpAddressPrefix"), Number("Flags", kMostU32)});
constexpr DocumentTable kIpSubnet = {"IpSubnet", kIpSubnetFields};

constexpr auto kSubnetFields = std::to_array<Field>({
    Id("ID"),
    Text("Name"),
    Text("IpAddressPrefix"),
    List("Routes", kRoute),
    Policies(kSubnetPolicies),
    List("IpSubnets", kIpSubnet),
    Number("Flags", kMostU32),
});
constexpr DocumentTable kSubnet = {"Subnet", kSubnetFields};

constexpr auto kIpamTypes = std::to_array<std::string_view>({"Static", "Dhcp"});
constexpr auto kIpamFields =
    std::to_array<Field>({Choice("Type", kIpamTypes), List("Subnets", kSubnet)});
constexpr DocumentTable kIpam = {"Ipam", kIpamFields};

constexpr auto kMacRangeFields =
    std::to_array<Field>({Text("StartMacAddress"), Text("EndMacAddress")});
constexpr DocumentTable kMacRange = {"MacRange", kMacRangeFields};
constexpr auto kMacPoolFields = std::to_array<Field>({List("Ranges", kMacRange)});
constexpr DocumentTable kMacPool = {"MacPool", kMacPoolFields};

constexpr auto kNetworkFields = std::to_array<Field>({
    Id("ID"),
    Text("Name"),
    Text("Owner"),
    SchemaVersion(),
    Choice("Type", kNetworkTypes),
    List("Ipams", kIpam),
    Object("MacPool", kMacPool),
    Object("Dns", kDns),
    Policies(kNetworkPolicies),
    Number("Flags", kMostU32),
    Ignored("Health"),
    Ignored("Version"),
    Ignored("AdditionalParams"),
    Ignored("Telemetry"),
    Ignored("State"),
});

constexpr auto kIpConfigurationFields =
    std::to_array<Field>({Text("IpAddress"), Number("PrefixLength", kMostU8), Id("IpSubnetId")});
constexpr DocumentTable kIpConfiguration = {"IpConfig", kIpConfigurationFields};

constexpr auto kEndpointFields = std::to_array<Field>({
    Id("ID"),
    Text("Name"),
    Text("Owner"),
    SchemaVersion(),
    Id("HostComputeNetwork"),
    Id("HostComputeNamespace"),
    List("IpConfigurations", kIpConfiguration),
    Text("MacAddress"),
    List("Routes", kRoute),
    Object("Dns", kDns),
    Policies(kEndpointPolicies),
    Number("Flags", kMostU32),
    Ignored("Health"),
    Ignored("Version"),
    Ignored("AdditionalParams"),
    Ignored("Telemetry"),
    Ignored("State"),
});

constexpr auto kResourceTypes = std::to_array<std::string_view>({"Container", "Endpoint"});
constexpr auto kResourceDataFields = std::to_array<Field>({Text("Id")});
constexpr DocumentTable kResourceData = {"ResourceData", kResourceDataFields};
constexpr auto kResourceFields =
    std::to_array<Field>({Choice("Type", kResourceTypes), Object("Data", kResourceData)});
constexpr DocumentTable kResource = {"NamespaceResource", kResourceFields};

// CreateWithCompartment is missing on purpose: it is newer than the hosts that refuse it
// (https://www.tunbury.org/2025/06/27/windows-containerd-3/).
constexpr auto kNamespaceFields = std::to_array<Field>({
    Id("ID"),
    Text("Name"),
    Text("Owner"),
    SchemaVersion(),
    Choice("Type", kNamespaceTypes),
    Number("NamespaceId", kMostU32),
    Id("NamespaceGuid"),
    Truth("ReadyOnCreate"),
    List("Resources", kResource),
    Ignored("Health"),
    Ignored("Version"),
    Ignored("AdditionalParams"),
    Ignored("Telemetry"),
    Ignored("State"),
});

}  // namespace

const DocumentTable kNetworkTable = {"HostComputeNetwork", kNetworkFields};
const DocumentTable kEndpointTable = {"HostComputeEndpoint", kEndpointFields};
const DocumentTable kNamespaceTable = {"HostComputeNamespace", kNamespaceFields};

}  // namespace hcn::simulator
