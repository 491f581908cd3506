#include "hcn/simulator/tables.h"

namespace hcn::simulator {
namespace {

using enum PolicyType::Settings;

constexpr auto kActions = std::to_array<std::string_view>({"Allow", "Block", "Pass"});
constexpr auto kDirections = std::to_array<std::string_view>({"In", "Out"});
constexpr auto kRuleTypes = std::to_array<std::string_view>({"Host", "Switch"});
constexpr auto kInterruptModerations = std::to_array<std::string_view>(
    {"IovDefault", "IovAdaptive", "IovOff", "IovLow", "IovMedium", "IovHigh"});
constexpr auto kSetTypes = std::to_array<std::string_view>({"IPSET", "NESTEDIPSET"});

constexpr auto kPortMappingFields = std::to_array<Field>(
    {Number("Protocol", kMostU32), Number("InternalPort", kMostU16),
     Number("ExternalPort", kMostU16), Text("VIP"), Number("Flags", kMostU32)});
constexpr DocumentTable kPortMapping = {"PortMapping", kPortMappingFields};

constexpr auto kAclFields = std::to_array<Field>(
    {Text("Protocols"), Choice("Action", kActions), Choice("Direction", kDirections),
     Text("LocalAddresses"), Text("RemoteAddresses"), Text("LocalPorts"), Text("RemotePorts"),
     Choice("RuleType", kRuleTypes), Number("Priority", kMostU16), Text("Id")});
constexpr DocumentTable kAcl = {"ACL", kAclFields};

constexpr auto kQosFields =
    std::to_array<Field>({Number("MaximumOutgoingBandwidthInBytes", kMostU64)});
constexpr DocumentTable kQos = {"QOS", kQosFields};

constexpr auto kOutBoundNatFields =
    std::to_array<Field>({Text("VirtualIP"), Texts("Exceptions"), Texts("Destinations"),
                          Number("Flags", kMostU32), Number("MaxPortPoolUsage", kMostU16)});
constexpr DocumentTable kOutBoundNat = {"OutBoundNAT", kOutBoundNatFields};

constexpr auto kSdnRouteFields =
    std::to_array<Field>({Text("DestinationPrefix"), Text("NextHop"), Truth("NeedEncap"),
                          Truth("AutomaticEndpointMonitor")});
constexpr DocumentTable kSdnRoute = {"SDNRoute", kSdnRouteFields};

// The documented names of the last two, and hcsshim's.
constexpr auto kL4ProxyFields = std::to_array<Field>(
    {Text("IP"), Text("Port"), Number("Protocol", kMostU32), Text("Destination"),
     Texts("ExceptionList"), Texts("Exceptions"), Truth("OutboundNat")});
constexpr DocumentTable kL4Proxy = {"L4Proxy", kL4ProxyFields};

constexpr auto kFilterTupleFields =
    std::to_array<Field>({Text("Protocols"), Text("LocalAddresses"), Text("RemoteAddresses"),
                          Text("LocalPorts"), Text("RemotePorts"), Number("Priority", kMostU16)});
constexpr DocumentTable kFilterTuple = {"FilterTuple", kFilterTupleFields};
constexpr auto kProxyExceptionFields =
    std::to_array<Field>({Texts("IpAddressExceptions"), Texts("PortExceptions")});
constexpr DocumentTable kProxyExceptions = {"ProxyExceptions", kProxyExceptionFields};
constexpr auto kL4WfpProxyFields = std::to_array<Field>(
    {Text("InboundProxyPort"), Text("OutboundProxyPort"), Object("FilterTuple", kFilterTuple),
     Text("UserSID"), Object("InboundExceptions", kProxyExceptions),
     Object("OutboundExceptions", kProxyExceptions)});
constexpr DocumentTable kL4WfpProxy = {"L4WFPPROXY", kL4WfpProxyFields};

constexpr auto kProviderAddressFields = std::to_array<Field>({Text("ProviderAddress")});
constexpr DocumentTable kProviderAddress = {"ProviderAddress", kProviderAddressFields};

constexpr auto kPortNameFields = std::to_array<Field>({Text("Name")});
constexpr DocumentTable kPortName = {"PortName", kPortNameFields};

constexpr auto kEncapOverheadFields = std::to_array<Field>({Number("Overhead", kMostU16)});
constexpr DocumentTable kEncapOverhead = {"EncapOverhead", kEncapOverheadFields};

constexpr auto kInterfaceConstraintFields = std::to_array<Field>(
    {Id("InterfaceGuid"), Number("InterfaceLuid", kMostU64), Number("InterfaceIndex", kMostU32),
     Number("InterfaceMediaType", kMostU32), Text("InterfaceAlias"), Text("InterfaceDescription")});
constexpr DocumentTable kInterfaceConstraint = {"InterfaceConstraint", kInterfaceConstraintFields};

constexpr DocumentTable kEmpty = {"Settings", {}};

constexpr auto kIsolationFields = std::to_array<Field>({Number("IsolationId", kMostU32)});
constexpr DocumentTable kIsolation = {"VLAN", kIsolationFields};

constexpr auto kInterfaceParameterFields = std::to_array<Field>({Number("Mtu", kMostU16)});
constexpr DocumentTable kInterfaceParameters = {"InterfaceParameters", kInterfaceParameterFields};

constexpr auto kIovFields = std::to_array<Field>(
    {Number("IovOffloadWeight", kMostU32), Number("QueuePairsRequested", kMostU32),
     Choice("InterruptModeration", kInterruptModerations)});
constexpr DocumentTable kIov = {"Iov", kIovFields};

constexpr auto kTierRuleFields =
    std::to_array<Field>({Text("Id"), Text("Protocols"), Choice("TierAclRuleAction", kActions),
                          Text("LocalAddresses"), Text("RemoteAddresses"), Text("LocalPorts"),
                          Text("RemotePorts"), Number("Priority", kMostU16)});
constexpr DocumentTable kTierRule = {"TierAclRule", kTierRuleFields};
constexpr auto kTierAclFields =
    std::to_array<Field>({Text("Name"), Choice("Direction", kDirections), Number("Order", kMostU16),
                          List("TierAclRules", kTierRule)});
constexpr DocumentTable kTierAcl = {"TierAcl", kTierAclFields};

constexpr auto kFirewallFields =
    std::to_array<Field>({Id("VmCreatorId"), Number("PolicyFlags", kMostU32)});
constexpr DocumentTable kFirewall = {"Firewall", kFirewallFields};

constexpr auto kSourceMacFields = std::to_array<Field>({Text("SourceMacAddress")});
constexpr DocumentTable kSourceMac = {"SourceMacAddress", kSourceMacFields};
constexpr auto kAdapterNameFields = std::to_array<Field>({Text("NetworkAdapterName")});
constexpr DocumentTable kAdapterName = {"NetAdapterName", kAdapterNameFields};
constexpr auto kSwitchExtensionFields = std::to_array<Field>({Id("ExtensionID"), Truth("Enable")});
constexpr DocumentTable kSwitchExtension = {"VSwitchExtension", kSwitchExtensionFields};
constexpr auto kDrMacFields = std::to_array<Field>({Text("Address")});
constexpr DocumentTable kDrMac = {"DrMacAddress", kDrMacFields};
constexpr auto kAutomaticDnsFields = std::to_array<Field>({Truth("Enable")});
constexpr DocumentTable kAutomaticDns = {"AutomaticDNS", kAutomaticDnsFields};
constexpr auto kRemoteSubnetFields =
    std::to_array<Field>({Text("DestinationPrefix"), Number("IsolationId", kMostU32),
                          Text("ProviderAddress"), Text("DistributedRouterMacAddress")});
constexpr DocumentTable kRemoteSubnet = {"RemoteSubnetRoute", kRemoteSubnetFields};
constexpr auto kVxlanPortFields = std::to_array<Field>({Number("Port", kMostU16)});
constexpr DocumentTable kVxlanPort = {"VxlanPort", kVxlanPortFields};
constexpr auto kSetPolicyFields = std::to_array<Field>(
    {Text("Id"), Text("Name"), Choice("PolicyType", kSetTypes), Text("Values")});
constexpr DocumentTable kSetPolicy = {"SetPolicy", kSetPolicyFields};
constexpr auto kLayerFields = std::to_array<Field>({Id("LayerId")});
constexpr DocumentTable kLayer = {"LayerConstraint", kLayerFields};

constexpr auto kEndpointTypes = std::to_array<PolicyType>({
    {"PortMapping", kNeeded, &kPortMapping},
    {"ACL", kNeeded, &kAcl},
    {"QOS", kNeeded, &kQos, "MaximumOutgoingBandwidthInBytes"},
    {"L2Driver", kOptional, &kEmpty},
    {"OutBoundNAT", kNeeded, &kOutBoundNat},
    {"SDNRoute", kNeeded, &kSdnRoute, "DestinationPrefix"},
    {"L4Proxy", kNeeded, &kL4Proxy},
    {"L4WFPPROXY", kNeeded, &kL4WfpProxy},
    {"ProviderAddress", kNeeded, &kProviderAddress, "ProviderAddress"},
    {"PortName", kNeeded, &kPortName},
    {"EncapOverhead", kNeeded, &kEncapOverhead, "Overhead"},
    {"InterfaceConstraint", kNeeded, &kInterfaceConstraint},
    {"Encryption", kOptional, &kEmpty},
    {"VLAN", kNeeded, &kIsolation, "IsolationId"},
    {"InterfaceParameters", kNeeded, &kInterfaceParameters, "Mtu"},
    {"Iov", kNeeded, &kIov},
    {"TierAcl", kNeeded, &kTierAcl},
    {"Firewall", kNeeded, &kFirewall},
});

constexpr auto kNetworkPolicyTypes = std::to_array<PolicyType>({
    {"SourceMacAddress", kNeeded, &kSourceMac, "SourceMacAddress"},
    {"NetAdapterName", kNeeded, &kAdapterName, "NetworkAdapterName"},
    {"VSwitchExtension", kNeeded, &kSwitchExtension, "ExtensionID"},
    {"ProviderAddress", kNeeded, &kProviderAddress, "ProviderAddress"},
    {"DrMacAddress", kNeeded, &kDrMac, "Address"},
    {"AutomaticDNS", kNeeded, &kAutomaticDns},
    {"InterfaceConstraint", kNeeded, &kInterfaceConstraint},
    {"HostRoute", kNeeded, &kEmpty},
    {"RemoteSubnetRoute", kNeeded, &kRemoteSubnet, "DestinationPrefix"},
    {"VxlanPort", kNeeded, &kVxlanPort, "Port"},
    {"SetPolicy", kNeeded, &kSetPolicy, "Id"},
    {"L4Proxy", kNeeded, &kL4Proxy},
    {"LayerConstraint", kNeeded, &kLayer, "LayerId"},
    {"NetworkACL", kNeeded, &kAcl},
});

constexpr auto kSubnetTypes = std::to_array<PolicyType>({
    {"VLAN", kNeeded, &kIsolation, "IsolationId"},
    {"VSID", kNeeded, &kIsolation, "IsolationId"},
});

}  // namespace

const PolicyTable kEndpointPolicies = {kEndpointTypes};
const PolicyTable kNetworkPolicies = {kNetworkPolicyTypes};
const PolicyTable kSubnetPolicies = {kSubnetTypes};

}  // namespace hcn::simulator
