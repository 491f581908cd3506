#include "hcn/simulator/simulator.h"

#include <optional>
#include <utility>

#include "hcn/simulator/endpoints.h"
#include "hcn/simulator/listing.h"
#include "hcn/simulator/namespaces.h"
#include "hcn/simulator/networks.h"
#include "hcn/simulator/query.h"
#include "hcn/simulator/refusal.h"

namespace hcn::simulator {
namespace {

// The object of a handle; it may have gone meanwhile.
Json Living(std::optional<Json> object) {
  if (!object) throw Refusal(kObjectUsedAfterUnload);
  return *std::move(object);
}

void Expect(const Collection& collection, const Guid& id, HResult absent) {
  if (!collection.Has(id)) throw Refusal(absent);
}

}  // namespace

Simulator::Simulator(const std::filesystem::path& folder) : store_(folder) {}

template <typename Work>
auto Simulator::Call(std::string_view function, Work work) {
  return Answer(function, [&] {
    if (!prepared_) store_.Prepare();
    prepared_ = true;
    return work();
  });
}

std::string Simulator::EnumerateNetworks(std::string_view query) {
  return Call("HcnEnumerateNetworks", [&] { return ListNetworks(store_, Query(query)); });
}

HandleValue Simulator::CreateNetwork(const Guid& id, std::string_view settings) {
  return Call("HcnCreateNetwork", [&] {
    return handles_.Open(Kind::kNetwork, simulator::CreateNetwork(store_, id, settings));
  });
}

HandleValue Simulator::OpenNetwork(const Guid& id) {
  return Call("HcnOpenNetwork", [&] {
    Expect(store_.networks, id, kNetworkNotFound);
    return handles_.Open(Kind::kNetwork, id);
  });
}

void Simulator::ModifyNetwork(HandleValue network, std::string_view settings) {
  Call("HcnModifyNetwork",
       [&] { simulator::ModifyNetwork(store_, handles_.At(Kind::kNetwork, network), settings); });
}

std::string Simulator::QueryNetworkProperties(HandleValue network, std::string_view query) {
  return Call("HcnQueryNetworkProperties", [&] {
    const Guid id = handles_.At(Kind::kNetwork, network);
    return ShowNetwork(store_, Living(store_.networks.Read(id)), Query(query));
  });
}

void Simulator::DeleteNetwork(const Guid& id) {
  Call("HcnDeleteNetwork", [&] { simulator::DeleteNetwork(store_, id); });
}

void Simulator::CloseNetwork(HandleValue network) noexcept {
  handles_.Close(Kind::kNetwork, network);
}

std::string Simulator::EnumerateEndpoints(std::string_view query) {
  return Call("HcnEnumerateEndpoints", [&] { return ListEndpoints(store_, Query(query)); });
}

HandleValue Simulator::CreateEndpoint(HandleValue network, const Guid& id,
                                      std::string_view settings) {
  return Call("HcnCreateEndpoint", [&] {
    const Guid network_id = handles_.At(Kind::kNetwork, network);
    return handles_.Open(Kind::kEndpoint,
                         simulator::CreateEndpoint(store_, network_id, id, settings));
  });
}

HandleValue Simulator::OpenEndpoint(const Guid& id) {
  return Call("HcnOpenEndpoint", [&] {
    Expect(store_.endpoints, id, kEndpointNotFound);
    return handles_.Open(Kind::kEndpoint, id);
  });
}

void Simulator::ModifyEndpoint(HandleValue endpoint, std::string_view settings) {
  Call("HcnModifyEndpoint", [&] {
    simulator::ModifyEndpoint(store_, handles_.At(Kind::kEndpoint, endpoint), settings);
  });
}

std::string Simulator::QueryEndpointProperties(HandleValue endpoint, std::string_view query) {
  return Call("HcnQueryEndpointProperties", [&] {
    const Guid id = handles_.At(Kind::kEndpoint, endpoint);
    return ShowEndpoint(store_, Living(store_.endpoints.Read(id)), Query(query));
  });
}

void Simulator::DeleteEndpoint(const Guid& id) {
  Call("HcnDeleteEndpoint", [&] { simulator::DeleteEndpoint(store_, id); });
}

void Simulator::CloseEndpoint(HandleValue endpoint) noexcept {
  handles_.Close(Kind::kEndpoint, endpoint);
}

std::string Simulator::EnumerateNamespaces(std::string_view query) {
  return Call("HcnEnumerateNamespaces", [&] { return ListNamespaces(store_, Query(query)); });
}

HandleValue Simulator::CreateNamespace(const Guid& id, std::string_view settings) {
  return Call("HcnCreateNamespace", [&] {
    return handles_.Open(Kind::kNamespace, simulator::CreateNamespace(store_, id, settings));
  });
}

HandleValue Simulator::OpenNamespace(const Guid& id) {
  return Call("HcnOpenNamespace", [&] {
    Expect(store_.namespaces, id, kElementNotFound);
    return handles_.Open(Kind::kNamespace, id);
  });
}

void Simulator::ModifyNamespace(HandleValue name_space, std::string_view settings) {
  Call("HcnModifyNamespace", [&] {
    simulator::ModifyNamespace(store_, handles_.At(Kind::kNamespace, name_space), settings);
  });
}

std::string Simulator::QueryNamespaceProperties(HandleValue name_space, std::string_view query) {
  return Call("HcnQueryNamespaceProperties", [&] {
    const Guid id = handles_.At(Kind::kNamespace, name_space);
    return ShowNamespace(store_, Living(store_.namespaces.Read(id)), Query(query));
  });
}

void Simulator::DeleteNamespace(const Guid& id) {
  Call("HcnDeleteNamespace", [&] { simulator::DeleteNamespace(store_, id); });
}

void Simulator::CloseNamespace(HandleValue name_space) noexcept {
  handles_.Close(Kind::kNamespace, name_space);
}

}  // namespace hcn::simulator
