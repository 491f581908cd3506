#include "hcn/simulator/listing.h"

#include <functional>
#include <map>

#include "hcn/simulator/document.h"
#include "hcn/simulator/namespaces.h"
#include "hcn/simulator/tables.h"
#include "hcn/simulator/v1.h"

namespace hcn::simulator {
namespace {

using ToV1 = std::function<Json(const Json&)>;

std::string NetworkName(const Store& store, const Guid& id) {
  const auto network = store.networks.Read(id);
  return network ? TextOf(*network, "Name") : std::string();
}

std::vector<Guid> Candidates(const Collection& collection, const Query& query) {
  const auto only = query.OnlyId();
  if (!only) return collection.Ids();
  return collection.Has(*only) ? std::vector<Guid>{*only} : std::vector<Guid>{};
}

bool Matches(const Collection& collection, const Guid& id, const Query& query, const ToV1& to_v1) {
  if (query.takes_all()) return true;
  const auto object = collection.Read(id);
  return object && query.Matches(to_v1(*object));
}

std::string List(const Collection& collection, const Query& query, const ToV1& to_v1) {
  Json ids = Json::array();
  for (const Guid& id : Candidates(collection, query)) {
    if (!Matches(collection, id, query, to_v1)) continue;
    ids.push_back(query.wants_v2() ? id.ToString() : UpperCase(id.ToString()));
  }
  return ids.dump();
}

// Every object in its V1 form says which HNS shows it, the major version in the upper half.
Json WithVersion(const Store& store, Json v1) {
  const Json version = store.HnsVersion();
  v1["Version"] = (NumberOf(version, "Major") << 32) + NumberOf(version, "Minor");
  return v1;
}

}  // namespace

std::string ShowNetwork(const Store& store, const Json& network, const Query& query) {
  if (query.wants_v2()) return Prune(kNetworkTable, network).dump();
  return WithVersion(store, NetworkToV1(network)).dump();
}

std::string ShowEndpoint(const Store& store, const Json& endpoint, const Query& query) {
  if (query.wants_v2()) return Prune(kEndpointTable, endpoint).dump();
  const std::string network = NetworkName(store, GuidOf(endpoint, "HostComputeNetwork"));
  return WithVersion(store, EndpointToV1(endpoint, network)).dump();
}

std::string ShowNamespace(const Store& store, const Json& name_space, const Query& query) {
  const auto endpoints = EndpointsIn(store, GuidOf(name_space, "ID"));
  const Json full = WithEndpoints(name_space, endpoints);
  if (query.wants_v2()) return Prune(kNamespaceTable, full).dump();
  return WithVersion(store, NamespaceToV1(full)).dump();
}

std::string ListNetworks(const Store& store, const Query& query) {
  return List(store.networks, query, NetworkToV1);
}

std::string ListEndpoints(const Store& store, const Query& query) {
  std::map<Guid, std::string> names;
  return List(store.endpoints, query, [&](const Json& endpoint) {
    const Guid network = GuidOf(endpoint, "HostComputeNetwork");
    auto name = names.find(network);
    if (name == names.end()) name = names.emplace(network, NetworkName(store, network)).first;
    return EndpointToV1(endpoint, name->second);
  });
}

// A filter by its endpoints compares with an array of objects: nothing a filter holds equals it.
std::string ListNamespaces(const Store& store, const Query& query) {
  return List(store.namespaces, query, NamespaceToV1);
}

}  // namespace hcn::simulator
