#include "plugin/cluster_policies.h"

#include <algorithm>
#include <array>

#include "plugin/error.h"

namespace plugin {
namespace {

// What HNS gives its own default rules; lower numbers are stronger
// (ovn-kubernetes/ovn-kubernetes#580).
constexpr std::uint16_t kAllowPriority = 65500;

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
bool Masquerades(const conf::NetConf& conf, const TypeRow& wanted,
                 const std::vector<std::string>& exceptions) {
  return conf.ip_masq.value_or(wanted.out_bound_nat && !exceptions.empty());
}

}  // namespace

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

std::vector<hcn::Policy> ClusterPolicies(const conf::NetConf& conf, hcn::NetworkType type,
                                         ipam::Family family) {
  std::vector<hcn::Policy> policies;
  const TypeRow wanted = Wanted(conf, type);
  const auto cluster = TextsOf(conf.cluster_cidrs, family);
  const auto services = TextsOf(conf.service_cidrs, family);
  auto exceptions = cluster;
  exceptions.insert(exceptions.end(), services.begin(), services.end());
  if (Masquerades(conf, wanted, exceptions)) {
    const bool is_ipv6 = family == ipam::Family::kIpv6;
    policies.push_back(hcn::OutBoundNat(exceptions, is_ipv6 ? hcn::kNatIpv6 : 0));
  }
  if (wanted.cluster_route) {
    for (const auto& cidr : cluster) policies.push_back(hcn::SdnRoute(cidr, hcn::NeedEncap::kNo));
  }
  if (wanted.service_route) {
    for (const auto& cidr : services) policies.push_back(hcn::SdnRoute(cidr, hcn::NeedEncap::kYes));
  }
  if (wanted.acl && !cluster.empty()) policies.push_back(hcn::AllowIn(cluster, kAllowPriority));
  return policies;
}

}  // namespace plugin
