#include "hcn/simulator/host.h"

#include <map>
#include <utility>
#include <vector>

#include "hcn/simulator/document.h"
#include "hcn/simulator/endpoints.h"
#include "hcn/simulator/namespaces.h"
#include "hcn/simulator/networks.h"
#include "hcn/simulator/policy_rules.h"
#include "hcn/simulator/refusal.h"
#include "hcn/simulator/tables.h"

namespace hcn::simulator {
namespace {

constexpr std::uint64_t kEnableNonPersistent = 8;
constexpr std::uint64_t kEnablePersistent = 16;
constexpr int kIndent = 2;

Json DumpAll(const Collection& collection, const DocumentTable& table) {
  Json all = Json::array();
  for (const Guid& id : collection.Ids()) {
    if (const auto object = collection.Read(id)) all.push_back(Prune(table, *object));
  }
  return all;
}

std::map<Guid, std::vector<Guid>> EndpointsByNamespace(const Store& store) {
  std::map<Guid, std::vector<Guid>> by_namespace;
  for (const Guid& id : store.endpoints.Ids()) {
    const auto endpoint = store.endpoints.Read(id);
    if (endpoint) by_namespace[GuidOf(*endpoint, "HostComputeNamespace")].push_back(id);
  }
  return by_namespace;
}

Json DumpNamespaces(const Store& store) {
  Json all = Json::array();
  auto endpoints = EndpointsByNamespace(store);
  for (const Guid& id : store.namespaces.Ids()) {
    const auto object = store.namespaces.Read(id);
    if (object) all.push_back(Prune(kNamespaceTable, WithEndpoints(*object, endpoints[id])));
  }
  return all;
}

bool Persists(const Json& network) {
  const std::uint64_t flags = NumberOf(network, "Flags");
  if ((flags & kEnablePersistent) != 0) return true;
  return IsExternal(TextOf(network, "Type")) && (flags & kEnableNonPersistent) == 0;
}

void DropPassingNetworks(const Store& store) {
  for (const Guid& id : store.networks.Ids()) {
    const auto network = store.networks.Read(id);
    if (network && !Persists(*network)) DeleteNetwork(store, id);
  }
}

void CheckStart(const Store& store, const Guid& endpoint_id) {
  const auto endpoint = store.endpoints.Read(endpoint_id);
  if (!endpoint) return;
  const auto network = store.networks.Read(GuidOf(*endpoint, "HostComputeNetwork"));
  CheckPoliciesAtStart(network ? TextOf(*network, "Type") : "", ListOf(*endpoint, "Policies"));
}

Json ReadPlant(const DocumentTable& table, std::string_view document) {
  Json object = Normalise(table, ParseJson(document));
  if (GuidOf(object, "ID").IsNil()) throw BadJson("ID", "ExpectedGuid");
  return object;
}

}  // namespace

Host::Host(const std::filesystem::path& folder) : store_(folder) {}

std::string Host::Dump() const {
  return Answer("HcnEnumerateEndpoints", [&] {
    store_.Prepare();
    const Json host = {{"networks", DumpAll(store_.networks, kNetworkTable)},
                       {"endpoints", DumpAll(store_.endpoints, kEndpointTable)},
                       {"namespaces", DumpNamespaces(store_)}};
    return host.dump(kIndent) + "\n";
  });
}

void Host::Reset() {
  Answer("HcnDeleteNetwork", [&] { store_.Reset(); });
}

void Host::Reboot() {
  Answer("HcnDeleteNetwork", [&] {
    store_.Prepare();
    DropPassingNetworks(store_);
    const FileLock lock = store_.Lock();
    for (const Guid& id : store_.namespaces.Ids()) {
      if (id != DefaultNamespaceId()) store_.namespaces.Remove(id);
    }
  });
}

void Host::RestartService() {
  Answer("HcnDeleteEndpoint", [&] {
    store_.Prepare();
    for (const Guid& id : store_.endpoints.Ids()) DeleteEndpoint(store_, id);
    DropPassingNetworks(store_);
  });
}

void Host::AddNamespace(const Guid& id) {
  Answer("HcnCreateNamespace", [&] {
    store_.Prepare();
    CreateNamespace(store_, id, R"({"SchemaVersion":{"Major":2,"Minor":0}})");
  });
}

void Host::StartContainer(const Guid& name_space) {
  Answer("HcsCreateComputeSystem", [&] {
    store_.Prepare();
    const FileLock lock = store_.Lock();
    if (!store_.namespaces.Has(name_space)) throw Refusal(kElementNotFound);
    for (const Guid& id : EndpointsIn(store_, name_space)) CheckStart(store_, id);
    AddContainer(store_, name_space, Guid::Random().ToString());
  });
}

void Host::PlantNetwork(std::string_view document) {
  Answer("HcnCreateNetwork", [&] {
    store_.Prepare();
    const Json network = ReadPlant(kNetworkTable, document);
    CreateNetworkAs(store_, GuidOf(network, "ID"), network);
  });
}

void Host::PlantEndpoint(std::string_view document) {
  Answer("HcnCreateEndpoint", [&] {
    store_.Prepare();
    const Json endpoint = ReadPlant(kEndpointTable, document);
    const Guid network = GuidOf(endpoint, "HostComputeNetwork");
    if (!store_.networks.Has(network)) throw Refusal(kNetworkNotFound);
    CreateEndpointAs(store_, network, GuidOf(endpoint, "ID"), endpoint);
  });
}

}  // namespace hcn::simulator
