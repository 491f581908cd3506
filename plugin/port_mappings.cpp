#include "plugin/port_mappings.h"

#include <algorithm>
#include <array>
#include <string>

#include "hcn/policy.h"
#include "plugin/error.h"

namespace plugin {
namespace {

// The types on which a mapping is also for the node itself and its pods: what the CNI plugins of
// Azure and of Amazon's VPC send there. WinNAT maps by itself for NAT networks.
constexpr std::array kLocalRoutedTypes{hcn::NetworkType::kL2Bridge, hcn::NetworkType::kL2Tunnel,
                                       hcn::NetworkType::kOverlay};

std::uint32_t FlagsOf(hcn::NetworkType type, ipam::Family family) {
  if (family == ipam::Family::kIpv6) return hcn::kNatIpv6;
  const bool is_local = std::ranges::find(kLocalRoutedTypes, type) != kLocalRoutedTypes.end();
  return is_local ? hcn::kNatLocalRoutedVip : 0;
}

bool IsFor(const conf::PortMapping& mapping, ipam::Family family) {
  return !mapping.host_ip || mapping.host_ip->family() == family;
}

hcn::Policy ToPolicy(const conf::PortMapping& mapping, std::uint32_t flags) {
  nlohmann::json settings{{"Protocol", mapping.protocol},
                          {"InternalPort", mapping.container_port},
                          {"ExternalPort", mapping.host_port}};
  if (mapping.host_ip && !conf::IsEveryAddress(*mapping.host_ip)) {
    settings["VIP"] = mapping.host_ip->ToString();
  }
  if (flags != 0) settings["Flags"] = flags;
  return {std::string(hcn::kPortMapping), std::move(settings)};
}

[[noreturn]] void RefuseFamily(std::size_t index, const ipam::IpAddress& host_ip) {
  throw Error(Code::kInvalidNetworkConfig, "runtimeConfig.portMappings[" + std::to_string(index) +
                                               "].hostIP is " + host_ip.ToString() +
                                               ", but the pod has no address of that family");
}

}  // namespace

std::vector<hcn::Policy> PortMappingPolicies(const std::vector<conf::PortMapping>& mappings,
                                             hcn::NetworkType type,
                                             const std::vector<ipam::IpAddress>& addresses) {
  std::vector<hcn::Policy> policies;
  for (std::size_t i = 0; i < mappings.size(); ++i) {
    const std::size_t before = policies.size();
    for (const ipam::IpAddress& address : addresses) {
      if (!IsFor(mappings[i], address.family())) continue;
      policies.push_back(ToPolicy(mappings[i], FlagsOf(type, address.family())));
    }
    if (policies.size() == before) RefuseFamily(i, *mappings[i].host_ip);
  }
  return policies;
}

}  // namespace plugin
