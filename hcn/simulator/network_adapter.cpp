#include "hcn/simulator/network_adapter.h"

#include <algorithm>
#include <string_view>

#include "hcn/simulator/networks.h"
#include "hcn/simulator/refusal.h"

namespace hcn::simulator {
namespace {

std::string AdapterOf(const Json& network) {
  for (const Json& policy : ListOf(network, "Policies")) {
    if (TextOf(policy, "Type") != "NetAdapterName") continue;
    return TextOf(policy.at("Settings"), "NetworkAdapterName");
  }
  return {};
}

// An adapter carries networks of one type only.
bool IsOpenTo(const std::string& type, const std::string& adapter,
              const std::vector<Json>& others) {
  return std::ranges::none_of(others, [&](const Json& other) {
    const std::string other_type = TextOf(other, "Type");
    return IsExternal(other_type) && AdapterOf(other) == adapter && other_type != type;
  });
}

void CheckNamed(const Json& network, const std::string& adapter, const std::vector<Json>& others,
                const std::vector<std::string>& adapters) {
  if (adapter.starts_with("vEthernet")) throw Refusal(kInvalidArgument);
  if (std::ranges::find(adapters, adapter) == adapters.end()) throw Refusal(kAdapterNotFound);
  const std::string type = TextOf(network, "Type");
  if (IsExternal(type) && !IsOpenTo(type, adapter, others)) throw Refusal(kInvalidArgument);
}

}  // namespace

void CompleteAdapter(Json& network, const std::vector<Json>& others,
                     const std::vector<std::string>& adapters) {
  const std::string named = AdapterOf(network);
  if (!named.empty()) {
    CheckNamed(network, named, others, adapters);
    return;
  }
  const std::string type = TextOf(network, "Type");
  if (!IsExternal(type)) return;
  const auto adapter = std::ranges::find_if(
      adapters, [&](const std::string& each) { return IsOpenTo(type, each, others); });
  if (adapter == adapters.end()) {
    throw Refusal(adapters.empty() ? kAdapterNotFound : kInvalidArgument);
  }
  const Json policy = {{"Type", "NetAdapterName"},
                       {"Settings", {{"NetworkAdapterName", *adapter}}}};
  network["Policies"].push_back(policy);
}

}  // namespace hcn::simulator
