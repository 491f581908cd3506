#include "tests/support/hooked_hcn_api.h"

#include <type_traits>

namespace support {

using hcn::Guid;
using hcn::HandleValue;

template <typename Call>
auto HookedHcnApi::Between(std::string_view function, const Call& call) -> decltype(call()) {
  if (hook_) hook_(function, Moment::kBefore);
  if constexpr (std::is_void_v<decltype(call())>) {
    call();
    if (hook_) hook_(function, Moment::kAfter);
  } else {
    auto answer = call();
    if (hook_) hook_(function, Moment::kAfter);
    return answer;
  }
}

std::string HookedHcnApi::EnumerateNetworks(std::string_view query) {
  return Between("HcnEnumerateNetworks", [&] { return api_.EnumerateNetworks(query); });
}

HandleValue HookedHcnApi::CreateNetwork(const Guid& id, std::string_view settings) {
  return Between("HcnCreateNetwork", [&] { return api_.CreateNetwork(id, settings); });
}

HandleValue HookedHcnApi::OpenNetwork(const Guid& id) {
  return Between("HcnOpenNetwork", [&] { return api_.OpenNetwork(id); });
}

void HookedHcnApi::ModifyNetwork(HandleValue network, std::string_view settings) {
  Between("HcnModifyNetwork", [&] { api_.ModifyNetwork(network, settings); });
}

std::string HookedHcnApi::QueryNetworkProperties(HandleValue network, std::string_view query) {
  return Between("HcnQueryNetworkProperties",
                 [&] { return api_.QueryNetworkProperties(network, query); });
}

void HookedHcnApi::DeleteNetwork(const Guid& id) {
  Between("HcnDeleteNetwork", [&] { api_.DeleteNetwork(id); });
}

std::string HookedHcnApi::EnumerateEndpoints(std::string_view query) {
  return Between("HcnEnumerateEndpoints", [&] { return api_.EnumerateEndpoints(query); });
}

HandleValue HookedHcnApi::CreateEndpoint(HandleValue network, const Guid& id,
                                         std::string_view settings) {
  return Between("HcnCreateEndpoint", [&] { return api_.CreateEndpoint(network, id, settings); });
}

HandleValue HookedHcnApi::OpenEndpoint(const Guid& id) {
  return Between("HcnOpenEndpoint", [&] { return api_.OpenEndpoint(id); });
}

void HookedHcnApi::ModifyEndpoint(HandleValue endpoint, std::string_view settings) {
  Between("HcnModifyEndpoint", [&] { api_.ModifyEndpoint(endpoint, settings); });
}

std::string HookedHcnApi::QueryEndpointProperties(HandleValue endpoint, std::string_view query) {
  return Between("HcnQueryEndpointProperties",
                 [&] { return api_.QueryEndpointProperties(endpoint, query); });
}

void HookedHcnApi::DeleteEndpoint(const Guid& id) {
  Between("HcnDeleteEndpoint", [&] { api_.DeleteEndpoint(id); });
}

std::string HookedHcnApi::EnumerateNamespaces(std::string_view query) {
  return Between("HcnEnumerateNamespaces", [&] { return api_.EnumerateNamespaces(query); });
}

HandleValue HookedHcnApi::CreateNamespace(const Guid& id, std::string_view settings) {
  return Between("HcnCreateNamespace", [&] { return api_.CreateNamespace(id, settings); });
}

HandleValue HookedHcnApi::OpenNamespace(const Guid& id) {
  return Between("HcnOpenNamespace", [&] { return api_.OpenNamespace(id); });
}

void HookedHcnApi::ModifyNamespace(HandleValue name_space, std::string_view settings) {
  Between("HcnModifyNamespace", [&] { api_.ModifyNamespace(name_space, settings); });
}

std::string HookedHcnApi::QueryNamespaceProperties(HandleValue name_space, std::string_view query) {
  return Between("HcnQueryNamespaceProperties",
                 [&] { return api_.QueryNamespaceProperties(name_space, query); });
}

void HookedHcnApi::DeleteNamespace(const Guid& id) {
  Between("HcnDeleteNamespace", [&] { api_.DeleteNamespace(id); });
}

}  // namespace support
