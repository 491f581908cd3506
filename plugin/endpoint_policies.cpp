#include "plugin/endpoint_policies.h"

#include <algorithm>
#include <array>
#include <optional>

#include "hcn/policy.h"
#include "plugin/error.h"

namespace plugin {
namespace {

// What HNS gives its own default rules; lower numbers are stronger
// (ovn-kubernetes/ovn-kubernetes#580).
constexpr std::uint16_t kAllowPriority = 65500;
constexpr std::uint32_t kNatFlagIpv6 = 2;
constexpr std::uint8_t kTcp = 6;
constexpr std::uint8_t kUdp = 17;
constexpr std::uint64_t kBitsPerByte = 8;

// Which of the cluster's policies a type of network is known to carry; a type without a row carries
// none by itself.
struct TypeRow {
  hcn::NetworkType type;
  bool out_bound_nat;
  bool cluster_route;  // SDNRoute of the cluster CIDRs, without encapsulation
  bool service_route;  // SDNRoute of the service CIDRs, encapsulated
  bool acl;
};

constexpr std::array<TypeRow, 3> kTypes{{
    {hcn::NetworkType::kL2Bridge, true, true, true, true},
    {hcn::NetworkType::kL2Tunnel, true, true, true, true},
    {hcn::NetworkType::kOverlay, true, false, true, true},  // a route of its own bypasses VXLAN
}};

TypeRow Carries(hcn::NetworkType type) {
  for (const TypeRow& row : kTypes) {
    if (row.type == type) return row;
  }
  return {type, false, false, false, false};
}

// What the configuration asks for: `listed` and `all` are obeyed whatever the type.
TypeRow Wanted(const conf::NetConf& conf, hcn::NetworkType type) {
  using Mode = conf::ClusterPolicies::Mode;
  const auto lists = [&conf](std::string_view name) {
    const auto& listed = conf.cluster_policies.listed;
    return std::find(listed.begin(), listed.end(), name) != listed.end();
  };
  switch (conf.cluster_policies.mode) {
    case Mode::kAuto:
      return Carries(type);
    case Mode::kAll:
      return {type, true, true, true, true};
    case Mode::kListed:
      return {type, lists(hcn::kOutBoundNat), lists(hcn::kSdnRoute), lists(hcn::kSdnRoute),
              lists(hcn::kAcl)};
    case Mode::kNone:
      break;
  }
  return {type, false, false, false, false};
}

std::vector<std::string> TextsOf(const std::vector<ipam::Subnet>& cidrs, ipam::Family family) {
  std::vector<std::string> texts;
  for (const ipam::Subnet& cidr : cidrs) {
    if (cidr.family() == family) texts.push_back(cidr.ToString());
  }
  return texts;
}

// OutBoundNAT without exceptions would hide every pod behind the node, also from its peers: only
// who asks for it gets that.
bool Masquerades(const conf::NetConf& conf, const TypeRow& wanted) {
  if (conf.ip_masq) return *conf.ip_masq;
  return wanted.out_bound_nat && !(conf.cluster_cidrs.empty() && conf.service_cidrs.empty());
}

void RequireMasqueradable(const conf::NetConf& conf, hcn::NetworkType type) {
  if (type != hcn::NetworkType::kTransparent) return;
  const auto refuse = [](const std::string& key) {
    throw Error(Code::kInvalidNetworkConfig,
                key +
                    " is true, but a container does not start with OutBoundNAT on a Transparent "
                    "network; set it to false or leave it out");
  };
  if (conf.ip_masq.value_or(false)) refuse("ipMasq");
  if (conf.loopback_dsr) refuse("loopbackDSR");
}

void AddClusterPolicies(const conf::NetConf& conf, hcn::NetworkType type, ipam::Family family,
                        std::vector<hcn::Policy>& policies) {
  const TypeRow wanted = Wanted(conf, type);
  const auto cluster = TextsOf(conf.cluster_cidrs, family);
  const auto services = TextsOf(conf.service_cidrs, family);
  if (Masquerades(conf, wanted)) {
    auto exceptions = cluster;
    exceptions.insert(exceptions.end(), services.begin(), services.end());
    const bool is_ipv6 = family == ipam::Family::kIpv6;
    policies.push_back(hcn::OutBoundNat(exceptions, is_ipv6 ? kNatFlagIpv6 : 0));
  }
  if (wanted.cluster_route) {
    for (const auto& cidr : cluster) policies.push_back(hcn::SdnRoute(cidr, hcn::NeedEncap::kNo));
  }
  if (wanted.service_route) {
    for (const auto& cidr : services) policies.push_back(hcn::SdnRoute(cidr, hcn::NeedEncap::kYes));
  }
  if (wanted.acl && !cluster.empty()) policies.push_back(hcn::AllowIn(cluster, kAllowPriority));
}

bool SameFamilyNat(const hcn::Policy& one, const hcn::Policy& other) {
  const auto flags = [](const hcn::Policy& policy) {
    const auto member = policy.settings.find("Flags");
    const bool is_number = member != policy.settings.end() && member->is_number_unsigned();
    return (is_number ? member->get<std::uint32_t>() : 0U) & kNatFlagIpv6;
  };
  return one.type == hcn::kOutBoundNat && other.type == hcn::kOutBoundNat &&
         flags(one) == flags(other);
}

// Lists are united, in order and without repetition; for the rest the later policy wins.
void MergeNat(hcn::Policy& into, const hcn::Policy& from) {
  for (const auto& [name, value] : from.settings.items()) {
    auto& present = into.settings[name];
    if (!present.is_array() || !value.is_array()) {
      present = value;
      continue;
    }
    for (const auto& element : value) {
      if (std::find(present.begin(), present.end(), element) == present.end()) {
        present.push_back(element);
      }
    }
  }
}

void Add(const hcn::Policy& policy, std::vector<hcn::Policy>& policies) {
  const auto nat = std::find_if(policies.begin(), policies.end(), [&policy](const auto& present) {
    return SameFamilyNat(present, policy);
  });
  if (nat == policies.end()) {
    policies.push_back(policy);
  } else {
    MergeNat(*nat, policy);
  }
}

// A pod reaches itself through its own service address only when the answer is not translated away.
hcn::Policy LoopbackDsr(const ipam::IpAddress& address) {
  nlohmann::json settings{{"Destinations", {address.ToString()}}};
  if (address.family() == ipam::Family::kIpv6) settings["Flags"] = kNatFlagIpv6;
  return {std::string(hcn::kOutBoundNat), std::move(settings)};
}

hcn::Policy ToPolicy(const conf::PortMapping& mapping) {
  if (mapping.protocol != kTcp && mapping.protocol != kUdp) {
    throw Error(Code::kInvalidNetworkConfig,
                "runtimeConfig.portMappings: host port " + std::to_string(mapping.host_port) +
                    " is for a protocol other than tcp and udp, which HCN "
                    "cannot map");
  }
  nlohmann::json settings{{"Protocol", mapping.protocol},
                          {"InternalPort", mapping.container_port},
                          {"ExternalPort", mapping.host_port}};
  if (mapping.host_ip) settings["VIP"] = mapping.host_ip->ToString();
  return {std::string(hcn::kPortMapping), std::move(settings)};
}

void AddRuntimePolicies(const conf::RuntimeConfig& runtime, std::vector<hcn::Policy>& policies) {
  for (const conf::PortMapping& mapping : runtime.port_mappings) {
    policies.push_back(ToPolicy(mapping));
  }
  if (runtime.bandwidth.egress_rate == 0) return;
  policies.push_back(
      {std::string(hcn::kQos),
       {{"MaximumOutgoingBandwidthInBytes",
         std::max<std::uint64_t>(runtime.bandwidth.egress_rate / kBitsPerByte, 1)}}});
}

}  // namespace

std::vector<hcn::Policy> EndpointPolicies(const conf::NetConf& conf, hcn::NetworkType type,
                                          const std::vector<ipam::IpAddress>& addresses) {
  RequireMasqueradable(conf, type);
  std::vector<hcn::Policy> policies;
  for (const ipam::IpAddress& address : addresses) {
    AddClusterPolicies(conf, type, address.family(), policies);
  }
  for (const conf::EndpointPolicy& policy : conf.endpoint_policies) {
    Add({policy.type, policy.settings}, policies);
  }
  if (conf.loopback_dsr) {
    for (const ipam::IpAddress& address : addresses) Add(LoopbackDsr(address), policies);
  }
  AddRuntimePolicies(conf.runtime, policies);
  return policies;
}

}  // namespace plugin
