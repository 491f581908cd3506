#include "plugin/timed_hcn.h"

namespace plugin {

using hcn::Guid;
using hcn::HandleValue;
using std::string;
using std::string_view;

string TimedHcn::EnumerateNetworks(string_view query) {
  const Phases::Scope scope(phases_, "HcnEnumerateNetworks");
  return api_.EnumerateNetworks(query);
}

HandleValue TimedHcn::CreateNetwork(const Guid& id, string_view settings) {
  const Phases::Scope scope(phases_, "HcnCreateNetwork");
  return api_.CreateNetwork(id, settings);
}

HandleValue TimedHcn::OpenNetwork(const Guid& id) {
  const Phases::Scope scope(phases_, "HcnOpenNetwork");
  return api_.OpenNetwork(id);
}

void TimedHcn::ModifyNetwork(HandleValue network, string_view settings) {
  const Phases::Scope scope(phases_, "HcnModifyNetwork");
  api_.ModifyNetwork(network, settings);
}

string TimedHcn::QueryNetworkProperties(HandleValue network, string_view query) {
  const Phases::Scope scope(phases_, "HcnQueryNetworkProperties");
  return api_.QueryNetworkProperties(network, query);
}

void TimedHcn::DeleteNetwork(const Guid& id) {
  const Phases::Scope scope(phases_, "HcnDeleteNetwork");
  api_.DeleteNetwork(id);
}

void TimedHcn::CloseNetwork(HandleValue network) noexcept { api_.CloseNetwork(network); }

string TimedHcn::EnumerateEndpoints(string_view query) {
  const Phases::Scope scope(phases_, "HcnEnumerateEndpoints");
  return api_.EnumerateEndpoints(query);
}

HandleValue TimedHcn::CreateEndpoint(HandleValue network, const Guid& id, string_view settings) {
  const Phases::Scope scope(phases_, "HcnCreateEndpoint");
  return api_.CreateEndpoint(network, id, settings);
}

HandleValue TimedHcn::OpenEndpoint(const Guid& id) {
  const Phases::Scope scope(phases_, "HcnOpenEndpoint");
  return api_.OpenEndpoint(id);
}

void TimedHcn::ModifyEndpoint(HandleValue endpoint, string_view settings) {
  const Phases::Scope scope(phases_, "HcnModifyEndpoint");
  api_.ModifyEndpoint(endpoint, settings);
}

string TimedHcn::QueryEndpointProperties(HandleValue endpoint, string_view query) {
  const Phases::Scope scope(phases_, "HcnQueryEndpointProperties");
  return api_.QueryEndpointProperties(endpoint, query);
}

void TimedHcn::DeleteEndpoint(const Guid& id) {
  const Phases::Scope scope(phases_, "HcnDeleteEndpoint");
  api_.DeleteEndpoint(id);
}

void TimedHcn::CloseEndpoint(HandleValue endpoint) noexcept { api_.CloseEndpoint(endpoint); }

string TimedHcn::EnumerateNamespaces(string_view query) {
  const Phases::Scope scope(phases_, "HcnEnumerateNamespaces");
  return api_.EnumerateNamespaces(query);
}

HandleValue TimedHcn::CreateNamespace(const Guid& id, string_view settings) {
  const Phases::Scope scope(phases_, "HcnCreateNamespace");
  return api_.CreateNamespace(id, settings);
}

HandleValue TimedHcn::OpenNamespace(const Guid& id) {
  const Phases::Scope scope(phases_, "HcnOpenNamespace");
  return api_.OpenNamespace(id);
}

void TimedHcn::ModifyNamespace(HandleValue name_space, string_view settings) {
  const Phases::Scope scope(phases_, "HcnModifyNamespace");
  api_.ModifyNamespace(name_space, settings);
}

string TimedHcn::QueryNamespaceProperties(HandleValue name_space, string_view query) {
  const Phases::Scope scope(phases_, "HcnQueryNamespaceProperties");
  return api_.QueryNamespaceProperties(name_space, query);
}

void TimedHcn::DeleteNamespace(const Guid& id) {
  const Phases::Scope scope(phases_, "HcnDeleteNamespace");
  api_.DeleteNamespace(id);
}

void TimedHcn::CloseNamespace(HandleValue name_space) noexcept { api_.CloseNamespace(name_space); }

}  // namespace plugin
