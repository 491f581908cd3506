#include "hcn/simulator/networks.h"

#include <algorithm>
#include <array>
#include <vector>

#include "hcn/simulator/address_rules.h"
#include "hcn/simulator/mac_pool.h"
#include "hcn/simulator/network_adapter.h"
#include "hcn/simulator/policy_changes.h"
#include "hcn/simulator/refusal.h"
#include "hcn/simulator/tables.h"
#include "hcn/simulator/v1.h"

namespace hcn::simulator {
namespace {

constexpr auto kExternalTypes =
    std::to_array<std::string_view>({"Transparent", "L2Bridge", "L2Tunnel", "Overlay", "Mirrored"});
constexpr auto kNeedSubnet = std::to_array<std::string_view>({"L2Bridge", "L2Tunnel", "Overlay"});
constexpr auto kTranslated = std::to_array<std::string_view>({"NAT", "ICS", "ConstrainedICS"});

bool IsOneOf(std::span<const std::string_view> types, std::string_view type) {
  return std::ranges::find(types, type) != types.end();
}

Json ReadNetworkDocument(std::string_view settings) {
  const Json document = ParseJson(settings);
  if (IsV2(document)) return Normalise(kNetworkTable, document);
  return Normalise(kNetworkTable, NetworkFromV1(Normalise(kV1NetworkTable, document)));
}

std::vector<Json> AllNetworks(const Store& store) {
  std::vector<Json> networks;
  for (const Guid& id : store.networks.Ids()) {
    if (auto network = store.networks.Read(id)) networks.push_back(std::move(*network));
  }
  return networks;
}

void RefuseTwin(const std::vector<Json>& networks, const Guid& id, const std::string& name) {
  for (const Json& other : networks) {
    const bool same_name = !name.empty() && TextOf(other, "Name") == name;
    if (same_name || GuidOf(other, "ID") == id) throw Refusal(kNetworkAlreadyExists);
  }
}

bool IsTakenByNat(const std::vector<Json>& networks, const ipam::Subnet& subnet) {
  for (const Json& other : networks) {
    if (!IsOneOf(kTranslated, TextOf(other, "Type"))) continue;
    const auto subnets = SubnetsOf(other);
    const auto overlaps = [&](const HostSubnet& each) { return each.subnet.Overlaps(subnet); };
    if (std::ranges::any_of(subnets, overlaps)) return true;
  }
  return false;
}

// The first free /20 of 172.16.0.0/12, gateway included: what HNS does for its "nat".
Json InventSubnet(const std::vector<Json>& networks) {
  for (unsigned block = 0; block < 256; ++block) {
    const std::string first =
        "172." + std::to_string(16 + block / 16) + "." + std::to_string(block % 16 * 16) + ".";
    const std::string prefix = first + "0/20";
    if (IsTakenByNat(networks, ipam::Subnet::Parse(prefix))) continue;
    const Json route = {{"NextHop", first + "1"}, {"DestinationPrefix", "0.0.0.0/0"}};
    return {{"IpAddressPrefix", prefix}, {"Routes", Json::array({route})}};
  }
  throw Refusal(kSubnetNotFound);
}

void CompleteSubnets(Json& network, const std::vector<Json>& others) {
  const std::string type = TextOf(network, "Type");
  const auto subnets = SubnetsOf(network);
  if (subnets.empty() && IsOneOf(kNeedSubnet, type)) throw Refusal(kSubnetNotFound);
  if (!IsOneOf(kTranslated, type)) return;
  for (const HostSubnet& each : subnets) {
    if (IsTakenByNat(others, each.subnet)) throw Refusal(kInvalidArgument);
  }
  if (!subnets.empty()) return;
  const Json ipam = {{"Type", "Static"}, {"Subnets", Json::array({InventSubnet(others)})}};
  network["Ipams"] = Json::array({ipam});
}

bool HasMacPool(const Json& network) {
  return network.contains("MacPool") && !ListOf(network.at("MacPool"), "Ranges").empty();
}

}  // namespace

bool IsExternal(std::string_view type) { return IsOneOf(kExternalTypes, type); }

Guid CreateNetwork(const Store& store, const Guid& id, std::string_view settings) {
  return CreateNetworkAs(store, id, ReadNetworkDocument(settings));
}

Guid CreateNetworkAs(const Store& store, const Guid& asked, Json network) {
  if (!network.contains("Type")) network["Type"] = "NAT";
  const Guid id = asked.IsNil() ? Guid::Random() : asked;
  network["ID"] = id.ToString();
  const FileLock lock = store.Lock();
  const std::vector<Json> others = AllNetworks(store);
  RefuseTwin(others, id, TextOf(network, "Name"));
  CompleteSubnets(network, others);
  CompleteAdapter(network, others, store.Adapters());
  if (!HasMacPool(network)) network["MacPool"] = InventMacPool(id);
  store.ClaimsOf(id).Begin();
  store.networks.Put(id, network);
  return id;
}

void ModifyNetwork(const Store& store, const Guid& id, std::string_view settings) {
  const Json request = Normalise(kModifyNetworkTable, ParseJson(settings));
  const std::string what = TextOf(request, "RequestType");
  const bool known = TextOf(request, "ResourceType") == "Policy" && what != "Update";
  if (!known) throw Refusal(kRequestUnsupported);
  const PolicyChange change = ReadPolicyChange(kNetworkPolicies, request);
  const FileLock lock = store.Lock();
  auto network = store.networks.Read(id);
  if (!network) throw Refusal(kObjectUsedAfterUnload);
  (*network)["Policies"] = Changed(ListOf(*network, "Policies"), change);
  store.networks.Put(id, *network);
}

void DeleteNetwork(const Store& store, const Guid& id) {
  const FileLock lock = store.Lock();
  if (!store.networks.Remove(id)) throw Refusal(kNetworkNotFound);
  for (const Guid& endpoint_id : store.endpoints.Ids()) {
    const auto endpoint = store.endpoints.Read(endpoint_id);
    if (endpoint && GuidOf(*endpoint, "HostComputeNetwork") == id) {
      store.endpoints.Remove(endpoint_id);
    }
  }
  store.ClaimsOf(id).GiveUpAll();
}

}  // namespace hcn::simulator
