#include <algorithm>

#include "hcn/simulator/document.h"
#include "hcn/simulator/refusal.h"

namespace hcn::simulator {
namespace {

constexpr auto kPolicyFields = std::to_array<Field>({Text("Type"), FreeForm("Settings")});
constexpr DocumentTable kPolicy = {"Policy", kPolicyFields};

const PolicyType& FindType(const PolicyTable& table, std::string_view name) {
  const auto type = std::ranges::find_if(
      table.types, [&](const PolicyType& each) { return EqualIgnoringCase(each.name, name); });
  if (type == table.types.end()) throw Refusal(kInvalidPolicyType);
  return *type;
}

Json NormaliseSettings(const PolicyType& type, const Json& policy) {
  const auto settings = policy.find("Settings");
  if (settings == policy.end()) {
    if (type.settings == PolicyType::Settings::kNeeded) throw Refusal(kInvalidPolicy);
    return Json::object();
  }
  Json normal = Normalise(*type.table, *settings);
  const bool complete = type.needed_member.empty() || normal.contains(type.needed_member);
  if (!complete) throw Refusal(kInvalidPolicy);
  return normal;
}

Json NormalisePolicy(const PolicyTable& table, const Json& value) {
  const Json policy = Normalise(kPolicy, value);
  const PolicyType& type = FindType(table, TextOf(policy, "Type"));
  return {{"Type", std::string(type.name)}, {"Settings", NormaliseSettings(type, policy)}};
}

Json PrunePolicy(const PolicyTable& table, const Json& policy) {
  const PolicyType& type = FindType(table, TextOf(policy, "Type"));
  Json pruned = Json::object();
  if (type.name != table.types.front().name) pruned["Type"] = std::string(type.name);
  pruned["Settings"] = Prune(*type.table, policy.at("Settings"));
  return pruned;
}

}  // namespace

Json NormalisePolicies(const PolicyTable& table, const Json& policies) {
  Json normal = Json::array();
  for (const Json& policy : policies) normal.push_back(NormalisePolicy(table, policy));
  return normal;
}

Json PrunePolicies(const PolicyTable& table, const Json& policies) {
  Json pruned = Json::array();
  for (const Json& policy : policies) pruned.push_back(PrunePolicy(table, policy));
  return pruned;
}

}  // namespace hcn::simulator
