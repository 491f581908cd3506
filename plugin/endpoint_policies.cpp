#include "plugin/endpoint_policies.h"

#include <algorithm>
#include <array>

#include "hcn/policy.h"
#include "plugin/cluster_policies.h"
#include "plugin/error.h"
#include "plugin/port_mappings.h"

namespace plugin {
namespace {

constexpr std::uint64_t kBitsPerByte = 8;

bool IsIpv6(const hcn::Policy& policy) {
  const auto flags = policy.settings.find("Flags");
  const bool is_number = flags != policy.settings.end() && flags->is_number_unsigned();
  return is_number && (flags->get<std::uint32_t>() & hcn::kNatIpv6) != 0;
}

bool SameFamilyNat(const hcn::Policy& one, const hcn::Policy& other) {
  return one.type == hcn::kOutBoundNat && other.type == hcn::kOutBoundNat &&
         IsIpv6(one) == IsIpv6(other);
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

// An OutBoundNAT is of one family. One whose exceptions are of both becomes two, and one whose
// exceptions are all IPv6 is what its writer meant.
std::vector<hcn::Policy> PerFamily(const hcn::Policy& policy) {
  if (policy.type != hcn::kOutBoundNat || IsIpv6(policy)) return {policy};
  std::array<nlohmann::json, 2> exceptions{nlohmann::json::array(), nlohmann::json::array()};
  for (const auto& prefix : policy.settings.value("Exceptions", nlohmann::json::array())) {
    const bool is_ipv6 = prefix.get_ref<const std::string&>().find(':') != std::string::npos;
    exceptions.at(is_ipv6 ? 1 : 0).push_back(prefix);
  }
  const auto& [ipv4, ipv6] = exceptions;
  if (ipv6.empty()) return {policy};
  const std::uint32_t flags = policy.settings.value("Flags", 0U) | hcn::kNatIpv6;
  hcn::Policy other = policy;
  other.settings.update({{"Exceptions", ipv6}, {"Flags", flags}});
  if (ipv4.empty()) return {other};
  hcn::Policy one = policy;
  one.settings["Exceptions"] = ipv4;
  return {one, {policy.type, {{"Exceptions", ipv6}, {"Flags", flags}}}};
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
  if (address.family() == ipam::Family::kIpv6) settings["Flags"] = hcn::kNatIpv6;
  return {std::string(hcn::kOutBoundNat), std::move(settings)};
}

hcn::Policy Qos(std::uint64_t bits_per_second) {
  return {std::string(hcn::kQos),
          {{"MaximumOutgoingBandwidthInBytes",
            std::max<std::uint64_t>(bits_per_second / kBitsPerByte, 1)}}};
}

bool SameHostPort(const hcn::Policy& one, const hcn::Policy& other) {
  const auto same = [&](const char* name) {
    return one.settings.value(name, nlohmann::json()) ==
           other.settings.value(name, nlohmann::json());
  };
  return one.type == hcn::kPortMapping && other.type == hcn::kPortMapping && same("Protocol") &&
         same("ExternalPort") && same("VIP") && IsIpv6(one) == IsIpv6(other);
}

void AddPortMapping(const hcn::Policy& mapping, std::vector<hcn::Policy>& policies) {
  const bool is_taken = std::ranges::any_of(
      policies, [&mapping](const hcn::Policy& policy) { return SameHostPort(policy, mapping); });
  if (is_taken) {
    throw Error(Code::kInvalidNetworkConfig,
                "runtimeConfig.portMappings: endpointPolicies maps the same host port already: " +
                    mapping.settings.dump());
  }
  policies.push_back(mapping);
}

}  // namespace

std::vector<hcn::Policy> EndpointPolicies(const conf::NetConf& conf, hcn::NetworkType type,
                                          const std::vector<ipam::IpAddress>& addresses) {
  RequireMasqueradable(conf, type);
  std::vector<hcn::Policy> policies;
  for (const ipam::IpAddress& address : addresses) {
    for (auto& policy : ClusterPolicies(conf, type, address.family())) {
      policies.push_back(std::move(policy));
    }
  }
  for (const conf::EndpointPolicy& policy : conf.endpoint_policies) {
    for (const hcn::Policy& each : PerFamily({policy.type, policy.settings})) Add(each, policies);
  }
  if (conf.loopback_dsr) {
    for (const ipam::IpAddress& address : addresses) Add(LoopbackDsr(address), policies);
  }
  const auto& runtime = conf.runtime;
  for (const auto& mapping : PortMappingPolicies(runtime.port_mappings, type, addresses)) {
    AddPortMapping(mapping, policies);
  }
  if (runtime.bandwidth.egress_rate > 0) policies.push_back(Qos(runtime.bandwidth.egress_rate));
  return policies;
}

}  // namespace plugin
