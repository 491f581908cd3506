#include "hcn/simulator/namespaces.h"

#include <algorithm>

#include "hcn/simulator/address_rules.h"
#include "hcn/simulator/document.h"
#include "hcn/simulator/refusal.h"
#include "hcn/simulator/tables.h"

namespace hcn::simulator {
namespace {

constexpr std::uint64_t kRemoteEndpoint = 1;

Json Resource(const std::string& type, const std::string& id) {
  return {{"Type", type}, {"Data", {{"Id", id}}}};
}

// Compartment 1 is the host's own.
std::uint64_t CompartmentOf(const Guid& id) { return 2 + LowBits(id) % 0x7fff'fff0; }

// The members of a request's Settings, of which `member` is needed.
std::string NeededSetting(const DocumentTable& table, const Json& request,
                          std::string_view member) {
  const auto settings = request.find("Settings");
  if (settings == request.end()) throw BadJson("Settings", "ExpectedObject");
  std::string value = TextOf(Normalise(table, *settings), member);
  if (value.empty()) throw BadJson(member, "ExpectedString");
  return value;
}

// An endpoint whose namespace was deleted still is in it: it has to be made again.
void AddEndpoint(const Store& store, const Guid& name_space, const Guid& id) {
  auto endpoint = store.endpoints.Read(id);
  if (!endpoint) throw Refusal(kEndpointNotFound);
  if ((NumberOf(*endpoint, "Flags") & kRemoteEndpoint) != 0) {
    throw Refusal(kInvalidRemoteEndpointOperation);
  }
  if (endpoint->contains("HostComputeNamespace")) throw Refusal(kEndpointNamespaceAlreadyExists);
  (*endpoint)["HostComputeNamespace"] = name_space.ToString();
  store.endpoints.Put(id, *endpoint);
}

void RemoveEndpoint(const Store& store, const Guid& name_space, const Guid& id) {
  auto endpoint = store.endpoints.Read(id);
  if (!endpoint) throw Refusal(kEndpointNotFound);
  if (GuidOf(*endpoint, "HostComputeNamespace") != name_space) throw Refusal(kEndpointNotAttached);
  endpoint->erase("HostComputeNamespace");
  store.endpoints.Put(id, *endpoint);
}

void RemoveContainer(const Store& store, const Guid& id, const std::string& container) {
  auto name_space = store.namespaces.Read(id).value();
  Json& resources = name_space["Resources"];
  const auto found =
      std::find(resources.begin(), resources.end(), Resource("Container", container));
  if (found == resources.end()) throw Refusal(kElementNotFound);
  resources.erase(found);
  store.namespaces.Put(id, name_space);
}

void ModifyEndpoints(const Store& store, const Guid& id, const Json& request) {
  const Guid endpoint = *Guid::Parse(NeededSetting(kNamespaceEndpointTable, request, "EndpointId"));
  if (TextOf(request, "RequestType") == "Add") {
    AddEndpoint(store, id, endpoint);
  } else {
    RemoveEndpoint(store, id, endpoint);
  }
}

void ModifyContainers(const Store& store, const Guid& id, const Json& request) {
  const std::string container = NeededSetting(kNamespaceContainerTable, request, "ContainerId");
  if (TextOf(request, "RequestType") == "Add") {
    AddContainer(store, id, container);
  } else {
    RemoveContainer(store, id, container);
  }
}

}  // namespace

Guid CreateNamespace(const Store& store, const Guid& asked, std::string_view settings) {
  Json name_space = Normalise(kNamespaceTable, ParseJson(settings));
  if (TextOf(name_space, "Type") == "HostDefault") return DefaultNamespaceId();
  const Guid id = asked.IsNil() ? Guid::Random() : asked;
  name_space["ID"] = id.ToString();
  name_space.erase("Resources");
  if (name_space.value("ReadyOnCreate", false) && !name_space.contains("NamespaceId")) {
    name_space["NamespaceId"] = CompartmentOf(id);
  }
  const FileLock lock = store.Lock();
  if (store.namespaces.Has(id)) throw Refusal(kObjectAlreadyExists);
  store.namespaces.Put(id, name_space);
  return id;
}

void ModifyNamespace(const Store& store, const Guid& id, std::string_view settings) {
  const Json request = Normalise(kModifyNamespaceTable, ParseJson(settings));
  const std::string what = TextOf(request, "RequestType");
  if (what != "Add" && what != "Remove") throw Refusal(kRequestUnsupported);
  const bool about_endpoint = TextOf(request, "ResourceType") == "Endpoint";
  const FileLock lock = store.Lock();
  if (!store.namespaces.Has(id)) throw Refusal(kObjectUsedAfterUnload);
  if (about_endpoint) {
    ModifyEndpoints(store, id, request);
  } else {
    ModifyContainers(store, id, request);
  }
}

void DeleteNamespace(const Store& store, const Guid& id) {
  const FileLock lock = store.Lock();
  const auto name_space = store.namespaces.Read(id);
  if (!name_space) throw Refusal(kElementNotFound);
  if (!ListOf(*name_space, "Resources").empty()) throw Refusal(kRequestUnsupported);
  if (id != DefaultNamespaceId()) store.namespaces.Remove(id);
}

std::vector<Guid> EndpointsIn(const Store& store, const Guid& name_space) {
  std::vector<Guid> inside;
  for (const Guid& id : store.endpoints.Ids()) {
    const auto endpoint = store.endpoints.Read(id);
    if (endpoint && GuidOf(*endpoint, "HostComputeNamespace") == name_space) inside.push_back(id);
  }
  return inside;
}

Json WithEndpoints(Json name_space, const std::vector<Guid>& endpoints) {
  Json resources = ListOf(name_space, "Resources");
  for (const Guid& endpoint : endpoints) {
    resources.push_back(Resource("Endpoint", endpoint.ToString()));
  }
  name_space["Resources"] = std::move(resources);
  return name_space;
}

void AddContainer(const Store& store, const Guid& id, const std::string& container) {
  auto name_space = store.namespaces.Read(id).value();
  if (NumberOf(name_space, "NamespaceId") == 0) name_space["NamespaceId"] = CompartmentOf(id);
  name_space["Resources"].push_back(Resource("Container", container));
  store.namespaces.Put(id, name_space);
}

}  // namespace hcn::simulator
