#include "hcn/simulator/policy_rules.h"

#include <algorithm>
#include <array>

#include "hcn/simulator/address_rules.h"
#include "hcn/simulator/refusal.h"

namespace hcn::simulator {
namespace {

constexpr std::uint64_t kNatFlagIpv6 = 2;

struct Misfit {
  std::string_view policy;
  std::string_view network;
  HResult code;
};

constexpr auto kMisfitsAtCreate = std::to_array<Misfit>({
    {"SDNRoute", "Transparent", kInvalidPolicyType},
    {"PortMapping", "Transparent", kMappingNotSupported},
});

bool IsOf(std::string_view type, const Json& policy) { return TextOf(policy, "Type") == type; }

bool IsCidr(const Json& text) {
  return text.is_string() && ParsePrefix(text.get_ref<const std::string&>()).has_value();
}

void CheckPolicy(std::string_view network_type, const Json& policy) {
  for (const Misfit& misfit : kMisfitsAtCreate) {
    if (IsOf(misfit.policy, policy) && network_type == misfit.network) throw Refusal(misfit.code);
  }
  const Json& settings = policy.at("Settings");
  if (IsOf("PortMapping", policy) && NumberOf(settings, "InternalPort") == 0) {
    throw Refusal(kInvalidInternalPort);
  }
  const bool is_bare_acl =
      IsOf("ACL", policy) && !(settings.contains("RuleType") && settings.contains("Priority"));
  if (is_bare_acl && network_type == "Transparent") throw Refusal(kInvalidPolicy);
}

bool HasBadPrefix(const Json& policy) {
  const Json& settings = policy.at("Settings");
  if (IsOf("SDNRoute", policy)) return !IsCidr(settings.at("DestinationPrefix"));
  if (!IsOf("OutBoundNAT", policy)) return false;
  return !std::ranges::all_of(ListOf(settings, "Exceptions"), IsCidr);
}

bool FailsOnTransparent(const Json& policy) {
  return IsOf("OutBoundNAT", policy) ||
         (IsOf("ACL", policy) && TextOf(policy.at("Settings"), "RuleType") == "Switch");
}

}  // namespace

std::vector<HostPort> HostPortsOf(const Json& policies) {
  std::vector<HostPort> ports;
  for (const Json& policy : policies) {
    if (!IsOf("PortMapping", policy)) continue;
    const Json& settings = policy.at("Settings");
    const HostPort port = {NumberOf(settings, "Protocol"), NumberOf(settings, "ExternalPort"),
                           (NumberOf(settings, "Flags") & kNatFlagIpv6) != 0};
    if (port.number != 0) ports.push_back(port);
  }
  return ports;
}

void CheckEndpointPolicies(std::string_view network_type, const Json& policies) {
  for (const Json& policy : policies) CheckPolicy(network_type, policy);
  const auto is_parameters = [](const Json& policy) { return IsOf("InterfaceParameters", policy); };
  if (std::ranges::count_if(policies, is_parameters) > 1) {
    throw Refusal(kInterfaceParametersAlreadyApplied);
  }
}

void CheckPoliciesAtStart(std::string_view network_type, const Json& policies) {
  if (std::ranges::any_of(policies, HasBadPrefix)) throw Refusal(kNamespaceAttachFailed);
  if (network_type == "Transparent" && std::ranges::any_of(policies, FailsOnTransparent)) {
    throw Refusal(kInvalidArgument);
  }
}

}  // namespace hcn::simulator
