#include "plugin/differences.h"

#include <algorithm>
#include <array>

namespace plugin {
namespace {

// HCN leaves out members that have the first value of their enumeration (hcsshim
// hcn/hcnnetwork.go).
constexpr std::array<std::pair<const char*, const char*>, 3> kOmittedDefaults{
    {{"Action", "Allow"}, {"Direction", "In"}, {"RuleType", "Host"}}};

bool MayBeLeftOut(const std::string& name, const nlohmann::json& value) {
  if (value.is_number() && value == 0) return true;
  if (value.is_boolean() && value == false) return true;
  if (value.empty() && !value.is_primitive()) return true;
  return std::any_of(kOmittedDefaults.begin(), kOmittedDefaults.end(), [&](const auto& omitted) {
    return name == omitted.first && value == omitted.second;
  });
}

bool HoldsSettings(const nlohmann::json& live, const nlohmann::json& expected) {
  const auto members = expected.items();
  return std::all_of(members.begin(), members.end(), [&live](const auto& setting) {
    const auto member = live.find(setting.key());
    return member == live.end() ? MayBeLeftOut(setting.key(), setting.value())
                                : *member == setting.value();
  });
}

bool Holds(const std::vector<hcn::Policy>& live, const hcn::Policy& expected) {
  return std::any_of(live.begin(), live.end(), [&expected](const hcn::Policy& policy) {
    return policy.type == expected.type && HoldsSettings(policy.settings, expected.settings);
  });
}

template <typename T>
bool Has(const std::vector<T>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

void CompareDns(const hcn::Dns& expected, const hcn::Dns& live, Differences& differences) {
  if (expected.empty()) return;
  const auto compare = [&differences](const char* what, const auto& wanted, const auto& there) {
    if (wanted != there) differences.Add(std::string("the endpoint's DNS ") + what + " differs");
  };
  compare("servers", expected.server_list, live.server_list);
  compare("search list", expected.search, live.search);
  compare("domain", expected.domain, live.domain);
  compare("options", expected.options, live.options);
}

}  // namespace

std::string Differences::Text() const {
  std::string text;
  for (const std::string& difference : all_) text += (text.empty() ? "" : "\n") + difference;
  return text;
}

void CompareEndpoints(const hcn::HostComputeEndpoint& expected,
                      const hcn::HostComputeEndpoint& live, Differences& differences) {
  if (live.host_compute_network != expected.host_compute_network) {
    differences.Add("the endpoint is on network " + live.host_compute_network.ToString() +
                    ", not on " + expected.host_compute_network.ToString());
  }
  if (live.name != expected.name) {
    differences.Add("the endpoint's name is \"" + live.name + "\", not \"" + expected.name + "\"");
  }
  for (const hcn::IpConfig& ip : expected.ip_configurations) {
    if (Has(live.ip_configurations, ip)) continue;
    differences.Add("the endpoint lacks address " + ip.ip_address + "/" +
                    std::to_string(ip.prefix_length));
  }
  if (!expected.mac_address.empty() && live.mac_address != expected.mac_address) {
    differences.Add("the endpoint's MAC address is " + live.mac_address + ", not " +
                    expected.mac_address);
  }
  for (const hcn::Route& route : expected.routes) {
    if (Has(live.routes, route)) continue;
    differences.Add("the endpoint lacks the route to " + route.destination_prefix +
                    " through gateway " + route.next_hop);
  }
  CompareDns(expected.dns, live.dns, differences);
  for (const hcn::Policy& policy : expected.policies) {
    if (Holds(live.policies, policy)) continue;
    differences.Add("the endpoint lacks policy " + policy.type + " " + policy.settings.dump());
  }
}

}  // namespace plugin
