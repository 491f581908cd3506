#include "hcn/simulator/policy_changes.h"

#include <algorithm>
#include <array>

#include "hcn/simulator/refusal.h"

namespace hcn::simulator {
namespace {

bool HasType(const Json& policies, const std::string& type) {
  return std::ranges::any_of(policies,
                             [&](const Json& policy) { return TextOf(policy, "Type") == type; });
}

// As HNS would show them, and whatever the order of their members.
bool SamePolicy(const PolicyTable& table, const Json& one, const Json& other) {
  const Json pruned = PrunePolicies(table, Json::array({one, other}));
  return nlohmann::json(pruned.at(0)) == nlohmann::json(pruned.at(1));
}

Json Without(const PolicyTable& table, Json policies, const Json& unwanted) {
  const auto found = std::ranges::find_if(
      policies, [&](const Json& policy) { return SamePolicy(table, policy, unwanted); });
  if (found == policies.end()) throw Refusal(kPolicyNotFound);
  policies.erase(found);
  return policies;
}

Json WithoutTypesOf(const Json& policies, const Json& others) {
  Json kept = Json::array();
  for (const Json& policy : policies) {
    if (!HasType(others, TextOf(policy, "Type"))) kept.push_back(policy);
  }
  return kept;
}

}  // namespace

PolicyChange ReadPolicyChange(const PolicyTable& table, const Json& request) {
  const std::string what = TextOf(request, "RequestType");
  const bool known = what == "Add" || what == "Update" || what == "Remove";
  if (!known) throw Refusal(kRequestUnsupported);
  if (!request.contains("Settings")) throw Refusal(kInvalidPolicy);
  const auto fields = std::to_array<Field>({Policies(table)});
  const Json settings = Normalise({"Settings", fields}, request.at("Settings"));
  return {what, ListOf(settings, "Policies"), &table};
}

Json Changed(const Json& policies, const PolicyChange& change) {
  Json changed = change.request == "Update" ? WithoutTypesOf(policies, change.policies) : policies;
  for (const Json& policy : change.policies) {
    if (change.request == "Remove") {
      changed = Without(*change.table, std::move(changed), policy);
    } else {
      changed.push_back(policy);
    }
  }
  return changed;
}

}  // namespace hcn::simulator
