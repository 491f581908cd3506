#include "hcn/simulator/v1_policies.h"

#include <array>
#include <span>
#include <string_view>

namespace hcn::simulator {
namespace {

struct Rename {
  std::string_view v1;
  std::string_view v2;
};

constexpr auto kTypes = std::to_array<Rename>({
    {"ROUTE", "SDNRoute"},
    {"PA", "ProviderAddress"},
    {"NAT", "PortMapping"},
});

constexpr auto kMembers = std::to_array<Rename>({
    {"ExceptionList", "Exceptions"},
    {"PA", "ProviderAddress"},
});

constexpr auto kProtocols =
    std::to_array<std::pair<std::string_view, std::uint64_t>>({{"TCP", 6}, {"UDP", 17}});

std::string ToV2(std::span<const Rename> renames, std::string_view name) {
  for (const Rename& rename : renames) {
    if (EqualIgnoringCase(rename.v1, name)) return std::string(rename.v2);
  }
  return std::string(name);
}

std::string ToV1(std::span<const Rename> renames, std::string_view name) {
  for (const Rename& rename : renames) {
    if (rename.v2 == name) return std::string(rename.v1);
  }
  return std::string(name);
}

// V1 names the protocol of a port mapping, V2 numbers it.
Json ProtocolToV2(const Json& value) {
  for (const auto& [name, number] : kProtocols) {
    if (value.is_string() && EqualIgnoringCase(value.get_ref<const std::string&>(), name)) {
      return number;
    }
  }
  return value;
}

Json ProtocolToV1(const Json& value) {
  for (const auto& [name, number] : kProtocols) {
    if (value == number) return std::string(name);
  }
  return value;
}

Json PolicyFromV1(const Json& policy) {
  Json settings = Json::object();
  for (const auto& [name, value] : policy.items()) {
    if (name == "Type") continue;
    settings[ToV2(kMembers, name)] = name == "Protocol" ? ProtocolToV2(value) : value;
  }
  return {{"Type", ToV2(kTypes, TextOf(policy, "Type"))}, {"Settings", settings}};
}

Json PolicyToV1(const Json& policy) {
  Json flat = {{"Type", ToV1(kTypes, TextOf(policy, "Type"))}};
  for (const auto& [name, value] : policy.at("Settings").items()) {
    flat[ToV1(kMembers, name)] = name == "Protocol" ? ProtocolToV1(value) : value;
  }
  return flat;
}

}  // namespace

Json PoliciesFromV1(const Json& policies) {
  Json list = Json::array();
  for (const Json& policy : policies) list.push_back(PolicyFromV1(policy));
  return list;
}

Json PoliciesToV1(const Json& policies) {
  Json list = Json::array();
  for (const Json& policy : policies) list.push_back(PolicyToV1(policy));
  return list;
}

}  // namespace hcn::simulator
