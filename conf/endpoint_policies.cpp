#include "conf/endpoint_policies.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>

#include "conf/policy_members.h"
#include "conf/text.h"

namespace conf {
namespace {

using nlohmann::json;

constexpr std::uint64_t kMost16 = std::numeric_limits<std::uint16_t>::max();
constexpr std::uint64_t kMost32 = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t kMost64 = std::numeric_limits<std::uint64_t>::max();

constexpr PolicyMember Number(std::string_view name, std::uint64_t most, bool is_needed = false) {
  return {name, ReadNumber, is_needed, most};
}

constexpr std::array<std::string_view, 3> kActions{"Allow", "Block", "Pass"};
constexpr std::array<std::string_view, 2> kDirections{"In", "Out"};
constexpr std::array<std::string_view, 2> kRuleTypes{"Host", "Switch"};
constexpr std::array<std::string_view, 6> kModerations{"IovDefault", "IovAdaptive", "IovOff",
                                                       "IovLow",     "IovMedium",   "IovHigh"};

constexpr std::array kPortMapping{
    PolicyMember{"Protocol", ReadProtocol, true, kMost32},
    Number("InternalPort", kMost16, true),
    Number("ExternalPort", kMost16, true),
    PolicyMember{"VIP", ReadAddress},
    Number("Flags", kMost32),
};
constexpr std::array kAcl{
    PolicyMember{.name = "Protocols", .read = ReadProtocolList, .older_name = "Protocol"},
    PolicyMember{"Action", ReadWord, false, 0, kActions},
    PolicyMember{"Direction", ReadWord, false, 0, kDirections},
    PolicyMember{"LocalAddresses", ReadAddressList},
    PolicyMember{"RemoteAddresses", ReadAddressList},
    PolicyMember{.name = "LocalPorts", .read = ReadPortList, .older_name = "LocalPort"},
    PolicyMember{.name = "RemotePorts", .read = ReadPortList, .older_name = "RemotePort"},
    PolicyMember{"RuleType", ReadWord, false, 0, kRuleTypes},
    Number("Priority", kMost16),
    PolicyMember{"Id", ReadText},
};
constexpr std::array kQos{Number("MaximumOutgoingBandwidthInBytes", kMost64, true)};
constexpr std::array kOutBoundNat{
    PolicyMember{.name = "VirtualIP", .read = ReadAddress, .older_name = "VIP"},
    PolicyMember{.name = "Exceptions", .read = ReadPrefixes, .older_name = "ExceptionList"},
    PolicyMember{"Destinations", ReadTexts},
    Number("Flags", kMost32),
    Number("MaxPortPoolUsage", kMost16),
};
constexpr std::array kSdnRoute{
    PolicyMember{"DestinationPrefix", ReadPrefix, true},
    PolicyMember{"NextHop", ReadAddress},
    PolicyMember{"NeedEncap", ReadTruth},
    PolicyMember{"AutomaticEndpointMonitor", ReadTruth},
};
// The documented names; hcsshim calls the list Exceptions and the switch OutboundNAT.
constexpr std::array kL4Proxy{
    PolicyMember{"IP", ReadAddress, true},
    PolicyMember{"Port", ReadPortText, true},
    PolicyMember{"Protocol", ReadProtocol, false, kMost32},
    PolicyMember{"Destination", ReadText},
    PolicyMember{.name = "ExceptionList", .read = ReadTexts, .older_name = "Exceptions"},
    PolicyMember{"OutboundNat", ReadTruth},
};
constexpr std::array kFilterTuple{
    PolicyMember{"Protocols", ReadProtocolList},
    PolicyMember{"LocalAddresses", ReadAddressList},
    PolicyMember{"RemoteAddresses", ReadAddressList},
    PolicyMember{"LocalPorts", ReadPortList},
    PolicyMember{"RemotePorts", ReadPortList},
    Number("Priority", kMost16),
};
constexpr std::array kProxyExceptions{
    PolicyMember{"IpAddressExceptions", ReadTexts},
    PolicyMember{"PortExceptions", ReadTexts},
};
constexpr std::array kL4WfpProxy{
    PolicyMember{"InboundProxyPort", ReadPortText},
    PolicyMember{"OutboundProxyPort", ReadPortText},
    PolicyMember{.name = "FilterTuple", .read = ReadObject, .members = kFilterTuple},
    PolicyMember{"UserSID", ReadText},
    PolicyMember{.name = "InboundExceptions", .read = ReadObject, .members = kProxyExceptions},
    PolicyMember{.name = "OutboundExceptions", .read = ReadObject, .members = kProxyExceptions},
};
constexpr std::array kProviderAddress{
    PolicyMember{
        .name = "ProviderAddress", .read = ReadAddress, .is_needed = true, .older_name = "PA"},
};
constexpr std::array kPortName{PolicyMember{"Name", ReadText}};
constexpr std::array kEncapOverhead{Number("Overhead", kMost16, true)};
constexpr std::array kInterfaceConstraint{
    PolicyMember{"InterfaceGuid", ReadGuid},  Number("InterfaceLuid", kMost64),
    Number("InterfaceIndex", kMost32),        Number("InterfaceMediaType", kMost32),
    PolicyMember{"InterfaceAlias", ReadText}, PolicyMember{"InterfaceDescription", ReadText},
};
constexpr std::array kVlan{Number("IsolationId", kMost32, true)};
constexpr std::array kInterfaceParameters{Number("Mtu", kMost16, true)};
constexpr std::array kIov{
    Number("IovOffloadWeight", kMost32),
    Number("QueuePairsRequested", kMost32),
    PolicyMember{"InterruptModeration", ReadWord, false, 0, kModerations},
};
constexpr std::array kTierRule{
    PolicyMember{"Id", ReadText},
    PolicyMember{"Protocols", ReadProtocolList},
    PolicyMember{"TierAclRuleAction", ReadWord, false, 0, kActions},
    PolicyMember{"LocalAddresses", ReadAddressList},
    PolicyMember{"RemoteAddresses", ReadAddressList},
    PolicyMember{"LocalPorts", ReadPortList},
    PolicyMember{"RemotePorts", ReadPortList},
    Number("Priority", kMost16),
};
constexpr std::array kTierAcl{
    PolicyMember{"Name", ReadText},
    PolicyMember{"Direction", ReadWord, false, 0, kDirections},
    Number("Order", kMost16),
    PolicyMember{.name = "TierAclRules", .read = ReadObjects, .members = kTierRule},
};
constexpr std::array kFirewall{
    PolicyMember{"VmCreatorId", ReadGuid},
    Number("PolicyFlags", kMost32),
};

struct PolicyType {
  std::string_view name;
  std::span<const PolicyMember> members;
  std::string_view older_name = {};  // in the V1 form of HNS
};

constexpr std::array<PolicyType, 18> kTypes{{
    {"PortMapping", kPortMapping, "NAT"},
    {"ACL", kAcl},
    {"QOS", kQos},
    {"L2Driver", {}},
    {"OutBoundNAT", kOutBoundNat},
    {"SDNRoute", kSdnRoute, "ROUTE"},
    {"L4Proxy", kL4Proxy, "PROXY"},
    {"L4WFPPROXY", kL4WfpProxy},
    {"ProviderAddress", kProviderAddress, "PA"},
    {"PortName", kPortName},
    {"EncapOverhead", kEncapOverhead},
    {"InterfaceConstraint", kInterfaceConstraint},
    {"Encryption", {}},
    {"VLAN", kVlan},
    {"InterfaceParameters", kInterfaceParameters},
    {"Iov", kIov},
    {"TierAcl", kTierAcl},
    {"Firewall", kFirewall},
}};

// On Windows Server 2025 such a rule cuts the port off.
constexpr std::uint64_t kLeastSwitchPriority = 100;

const PolicyType& TypeOf(const Value& value) {
  const std::string text = value.String();
  std::string all;
  for (const PolicyType& type : kTypes) {
    if (EqualsIgnoringCase(type.name, text) ||
        (!type.older_name.empty() && EqualsIgnoringCase(type.older_name, text))) {
      return type;
    }
    all.append(all.empty() ? "" : ", ").append(type.name);
  }
  value.FailExpecting("one of " + all);
}

// HCN takes each of these and fails, or harms the pod, later.
void RefuseWhatHarms(const Value& settings, const EndpointPolicy& policy) {
  const auto number = [&policy](const char* name) {
    return policy.settings.value(name, std::uint64_t{0});
  };
  if (policy.type == "PortMapping") {
    for (const char* port : {"InternalPort", "ExternalPort"}) {
      if (number(port) == 0) settings.Member(port, KeyCase::kAny).FailExpecting("a port from 1 on");
    }
  }
  const bool is_switch = policy.type == "ACL" && policy.settings.value("RuleType", "") == "Switch";
  if (is_switch && number("Priority") < kLeastSwitchPriority) {
    settings.Member("Priority", KeyCase::kAny)
        .FailInvalid(
            "must be 100 or more with RuleType Switch: HCN takes a stronger rule and cuts "
            "the port off");
  }
}

// The settings are an object of their own, or stand beside the type.
EndpointPolicy ReadPolicy(const Value& type, const Value& settings) {
  if (!type.Filled()) type.FailInvalid("is missing");
  const PolicyType& known = TypeOf(type);
  EndpointPolicy policy{std::string(known.name), json::object()};
  const bool has_needed = std::ranges::any_of(known.members, &PolicyMember::is_needed);
  if (settings.Present() || has_needed) {
    policy.settings = ReadMembers(settings, known.members, "Type");
  }
  if (!settings.IsNoted()) RefuseWhatHarms(settings, policy);
  return policy;
}

Value AnyCase(const Value& object, std::string_view key) {
  return object.Member(key, KeyCase::kAny);
}

EndpointPolicy ReadOlderPolicy(const Value& argument) {
  const Value name = AnyCase(argument, "Name");
  if (!name.Filled() || !EqualsIgnoringCase(name.String(), "EndpointPolicy")) {
    name.FailExpecting("EndpointPolicy; networks are not made by such arguments here");
  }
  const Value value = AnyCase(argument, "Value");
  const Value type = AnyCase(value, "Type");
  const Value settings = AnyCase(value, "Settings");
  return ReadPolicy(type, settings.Present() ? settings : value);
}

}  // namespace

std::vector<EndpointPolicy> ParseEndpointPolicies(const Value& list) {
  std::vector<EndpointPolicy> policies;
  list.EachElement([&](const Value& element) {
    policies.push_back(ReadPolicy(AnyCase(element, "Type"), AnyCase(element, "Settings")));
  });
  return policies;
}

std::vector<EndpointPolicy> ParseOlderPolicies(const Value& list) {
  std::vector<EndpointPolicy> policies;
  list.EachElement([&](const Value& element) { policies.push_back(ReadOlderPolicy(element)); });
  return policies;
}

}  // namespace conf
