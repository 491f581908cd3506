#include "hcn/simulator/tables.h"

namespace hcn::simulator {
namespace {

constexpr auto kSubnetFields =
    std::to_array<Field>({Text("AddressPrefix"), Text("GatewayAddress"), FreeForms("Policies")});
constexpr DocumentTable kSubnet = {"Subnet", kSubnetFields};

constexpr auto kMacRangeFields =
    std::to_array<Field>({Text("StartMacAddress"), Text("EndMacAddress")});
constexpr DocumentTable kMacRange = {"MacPool", kMacRangeFields};

constexpr auto kNetworkFields = std::to_array<Field>({
    Id("ID"),
    Text("Name"),
    Text("Owner"),
    SchemaVersion(),
    Choice("Type", kNetworkTypes),
    Text("NetworkAdapterName"),
    List("Subnets", kSubnet),
    List("MacPools", kMacRange),
    Text("DNSSuffix"),
    Text("DNSServerList"),
    Number("Flags", kMostU32),
    FreeForms("Policies"),
});

constexpr auto kEndpointFields = std::to_array<Field>({
    Id("ID"),
    Text("Name"),
    Text("Owner"),
    SchemaVersion(),
    Id("VirtualNetwork"),
    Text("VirtualNetworkName"),
    Text("IPAddress"),
    Number("PrefixLength", kMostU8),
    Text("IPv6Address"),
    Number("IPv6PrefixLength", kMostU8),
    Text("MacAddress"),
    Text("GatewayAddress"),
    Text("GatewayAddressV6"),
    Text("DNSSuffix"),
    Text("DNSServerList"),
    Truth("IsRemoteEndpoint"),
    Truth("DisableICC"),
    Truth("EnableLowMetric"),
    Truth("EnableInternalDNS"),
    Number("EncapOverhead", kMostU16),
    FreeForms("Policies"),
});

}  // namespace

const DocumentTable kV1NetworkTable = {"HNSNetwork", kNetworkFields};
const DocumentTable kV1EndpointTable = {"HNSEndpoint", kEndpointFields};

}  // namespace hcn::simulator
