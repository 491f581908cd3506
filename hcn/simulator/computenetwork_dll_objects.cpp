#include <computenetwork.h>

#include "hcn/simulator/computenetwork_dll.h"

// The exports for networks, endpoints and namespaces: one template per verb, one line per function.
namespace hcn::simulator {
namespace {

template <auto kMethod>
HRESULT Enumerate(PCWSTR query, PWSTR* list, PWSTR* record) {
  return Serve(record, [&] {
    PWSTR& out = Out(list);
    out = ToCoTaskMem((TheApi().*kMethod)(Utf8(query)));
  });
}

template <auto kMethod>
HRESULT Create(REFGUID id, PCWSTR settings, void** handle, PWSTR* record) {
  return Serve(record, [&] {
    void*& out = Out(handle);
    out = ToHandle((TheApi().*kMethod)(ToGuid(id), Utf8(settings)));
  });
}

template <auto kMethod>
HRESULT Open(REFGUID id, void** handle, PWSTR* record) {
  return Serve(record, [&] {
    void*& out = Out(handle);
    out = ToHandle((TheApi().*kMethod)(ToGuid(id)));
  });
}

template <auto kMethod>
HRESULT Modify(void* handle, PCWSTR settings, PWSTR* record) {
  return Serve(record, [&] { (TheApi().*kMethod)(ToValue(handle), Utf8(settings)); });
}

template <auto kMethod>
HRESULT Query(void* handle, PCWSTR query, PWSTR* properties, PWSTR* record) {
  return Serve(record, [&] {
    PWSTR& out = Out(properties);
    out = ToCoTaskMem((TheApi().*kMethod)(ToValue(handle), Utf8(query)));
  });
}

template <auto kMethod>
HRESULT Delete(REFGUID id, PWSTR* record) {
  return Serve(record, [&] { (TheApi().*kMethod)(ToGuid(id)); });
}

template <auto kMethod>
HRESULT Close(void* handle) {
  return Serve(nullptr, [&] { (TheApi().*kMethod)(ToValue(handle)); });
}

}  // namespace
}  // namespace hcn::simulator

namespace door = hcn::simulator;
using hcn::HcnApi;

HRESULT WINAPI HcnEnumerateNetworks(PCWSTR query, PWSTR* networks, PWSTR* record) {
  return door::Enumerate<&HcnApi::EnumerateNetworks>(query, networks, record);
}

HRESULT WINAPI HcnCreateNetwork(REFGUID id, PCWSTR settings, PHCN_NETWORK network, PWSTR* record) {
  return door::Create<&HcnApi::CreateNetwork>(id, settings, network, record);
}

HRESULT WINAPI HcnOpenNetwork(REFGUID id, PHCN_NETWORK network, PWSTR* record) {
  return door::Open<&HcnApi::OpenNetwork>(id, network, record);
}

HRESULT WINAPI HcnModifyNetwork(HCN_NETWORK network, PCWSTR settings, PWSTR* record) {
  return door::Modify<&HcnApi::ModifyNetwork>(network, settings, record);
}

HRESULT WINAPI HcnQueryNetworkProperties(HCN_NETWORK network, PCWSTR query, PWSTR* properties,
                                         PWSTR* record) {
  return door::Query<&HcnApi::QueryNetworkProperties>(network, query, properties, record);
}

HRESULT WINAPI HcnDeleteNetwork(REFGUID id, PWSTR* record) {
  return door::Delete<&HcnApi::DeleteNetwork>(id, record);
}

HRESULT WINAPI HcnCloseNetwork(HCN_NETWORK network) {
  return door::Close<&HcnApi::CloseNetwork>(network);
}

HRESULT WINAPI HcnEnumerateEndpoints(PCWSTR query, PWSTR* endpoints, PWSTR* record) {
  return door::Enumerate<&HcnApi::EnumerateEndpoints>(query, endpoints, record);
}

HRESULT WINAPI HcnCreateEndpoint(HCN_NETWORK network, REFGUID id, PCWSTR settings,
                                 PHCN_ENDPOINT endpoint, PWSTR* record) {
  return door::Serve(record, [&] {
    void*& out = door::Out(endpoint);
    out = door::ToHandle(door::TheApi().CreateEndpoint(door::ToValue(network), door::ToGuid(id),
                                                       door::Utf8(settings)));
  });
}

HRESULT WINAPI HcnOpenEndpoint(REFGUID id, PHCN_ENDPOINT endpoint, PWSTR* record) {
  return door::Open<&HcnApi::OpenEndpoint>(id, endpoint, record);
}

HRESULT WINAPI HcnModifyEndpoint(HCN_ENDPOINT endpoint, PCWSTR settings, PWSTR* record) {
  return door::Modify<&HcnApi::ModifyEndpoint>(endpoint, settings, record);
}

HRESULT WINAPI HcnQueryEndpointProperties(HCN_ENDPOINT endpoint, PCWSTR query, PWSTR* properties,
                                          PWSTR* record) {
  return door::Query<&HcnApi::QueryEndpointProperties>(endpoint, query, properties, record);
}

HRESULT WINAPI HcnDeleteEndpoint(REFGUID id, PWSTR* record) {
  return door::Delete<&HcnApi::DeleteEndpoint>(id, record);
}

HRESULT WINAPI HcnCloseEndpoint(HCN_ENDPOINT endpoint) {
  return door::Close<&HcnApi::CloseEndpoint>(endpoint);
}

HRESULT WINAPI HcnEnumerateNamespaces(PCWSTR query, PWSTR* namespaces, PWSTR* record) {
  return door::Enumerate<&HcnApi::EnumerateNamespaces>(query, namespaces, record);
}

HRESULT WINAPI HcnCreateNamespace(REFGUID id, PCWSTR settings, PHCN_NAMESPACE name_space,
                                  PWSTR* record) {
  return door::Create<&HcnApi::CreateNamespace>(id, settings, name_space, record);
}

HRESULT WINAPI HcnOpenNamespace(REFGUID id, PHCN_NAMESPACE name_space, PWSTR* record) {
  return door::Open<&HcnApi::OpenNamespace>(id, name_space, record);
}

HRESULT WINAPI HcnModifyNamespace(HCN_NAMESPACE name_space, PCWSTR settings, PWSTR* record) {
  return door::Modify<&HcnApi::ModifyNamespace>(name_space, settings, record);
}

HRESULT WINAPI HcnQueryNamespaceProperties(HCN_NAMESPACE name_space, PCWSTR query,
                                           PWSTR* properties, PWSTR* record) {
  return door::Query<&HcnApi::QueryNamespaceProperties>(name_space, query, properties, record);
}

HRESULT WINAPI HcnDeleteNamespace(REFGUID id, PWSTR* record) {
  return door::Delete<&HcnApi::DeleteNamespace>(id, record);
}

HRESULT WINAPI HcnCloseNamespace(HCN_NAMESPACE name_space) {
  return door::Close<&HcnApi::CloseNamespace>(name_space);
}
