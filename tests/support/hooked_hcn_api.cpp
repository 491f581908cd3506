#include "tests/support/hooked_hcn_api.h"

#include <type_traits>

#include "tests/support/killed.h"

namespace support {

using hcn::Guid;
using hcn::HandleValue;
using hcn::HcnApi;
using std::string;
using std::string_view;

template <typename Call>
auto HookedHcnApi::Between(string_view function, const Call& call) -> decltype(call()) {
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

template <typename Call, typename Late>
auto HookedHcnApi::Change(string_view function, const Call& call, const Late& late)
    -> decltype(call()) {
  try {
    return Between(function, call);
  } catch (const Killed& killed) {
    if (killed.is_finished_late && late_ != nullptr) late_->push_back(late());
    throw;
  }
}

HandleValue HookedHcnApi::Named(HandleValue handle, const Guid& id) {
  ids_[handle] = id;
  return handle;
}

string HookedHcnApi::EnumerateNetworks(string_view query) {
  return Between("HcnEnumerateNetworks", [&] { return api_.EnumerateNetworks(query); });
}

HandleValue HookedHcnApi::CreateNetwork(const Guid& id, string_view settings) {
  return Named(Change(
                   "HcnCreateNetwork", [&] { return api_.CreateNetwork(id, settings); },
                   [&]() -> LateCall {
                     return [id, text = string(settings)](HcnApi& api) {
                       api.CloseNetwork(api.CreateNetwork(id, text));
                     };
                   }),
               id);
}

HandleValue HookedHcnApi::OpenNetwork(const Guid& id) {
  return Named(Between("HcnOpenNetwork", [&] { return api_.OpenNetwork(id); }), id);
}

void HookedHcnApi::ModifyNetwork(HandleValue network, string_view settings) {
  Between("HcnModifyNetwork", [&] { api_.ModifyNetwork(network, settings); });
}

string HookedHcnApi::QueryNetworkProperties(HandleValue network, string_view query) {
  return Between("HcnQueryNetworkProperties",
                 [&] { return api_.QueryNetworkProperties(network, query); });
}

void HookedHcnApi::DeleteNetwork(const Guid& id) {
  Change(
      "HcnDeleteNetwork", [&] { api_.DeleteNetwork(id); },
      [&]() -> LateCall { return [id](HcnApi& api) { api.DeleteNetwork(id); }; });
}

string HookedHcnApi::EnumerateEndpoints(string_view query) {
  return Between("HcnEnumerateEndpoints", [&] { return api_.EnumerateEndpoints(query); });
}

HandleValue HookedHcnApi::CreateEndpoint(HandleValue network, const Guid& id,
                                         string_view settings) {
  const auto late = [&]() -> LateCall {
    return [in = ids_[network], id, text = string(settings)](HcnApi& api) {
      const HandleValue opened = api.OpenNetwork(in);
      api.CloseEndpoint(api.CreateEndpoint(opened, id, text));
      api.CloseNetwork(opened);
    };
  };
  return Named(
      Change(
          "HcnCreateEndpoint", [&] { return api_.CreateEndpoint(network, id, settings); }, late),
      id);
}

HandleValue HookedHcnApi::OpenEndpoint(const Guid& id) {
  return Named(Between("HcnOpenEndpoint", [&] { return api_.OpenEndpoint(id); }), id);
}

void HookedHcnApi::ModifyEndpoint(HandleValue endpoint, string_view settings) {
  Between("HcnModifyEndpoint", [&] { api_.ModifyEndpoint(endpoint, settings); });
}

string HookedHcnApi::QueryEndpointProperties(HandleValue endpoint, string_view query) {
  return Between("HcnQueryEndpointProperties",
                 [&] { return api_.QueryEndpointProperties(endpoint, query); });
}

void HookedHcnApi::DeleteEndpoint(const Guid& id) {
  Change(
      "HcnDeleteEndpoint", [&] { api_.DeleteEndpoint(id); },
      [&]() -> LateCall { return [id](HcnApi& api) { api.DeleteEndpoint(id); }; });
}

string HookedHcnApi::EnumerateNamespaces(string_view query) {
  return Between("HcnEnumerateNamespaces", [&] { return api_.EnumerateNamespaces(query); });
}

HandleValue HookedHcnApi::CreateNamespace(const Guid& id, string_view settings) {
  return Named(Change(
                   "HcnCreateNamespace", [&] { return api_.CreateNamespace(id, settings); },
                   [&]() -> LateCall {
                     return [id, text = string(settings)](HcnApi& api) {
                       api.CloseNamespace(api.CreateNamespace(id, text));
                     };
                   }),
               id);
}

HandleValue HookedHcnApi::OpenNamespace(const Guid& id) {
  return Named(Between("HcnOpenNamespace", [&] { return api_.OpenNamespace(id); }), id);
}

void HookedHcnApi::ModifyNamespace(HandleValue name_space, string_view settings) {
  const auto late = [&]() -> LateCall {
    return [id = ids_[name_space], text = string(settings)](HcnApi& api) {
      const HandleValue opened = api.OpenNamespace(id);
      api.ModifyNamespace(opened, text);
      api.CloseNamespace(opened);
    };
  };
  Change(
      "HcnModifyNamespace", [&] { api_.ModifyNamespace(name_space, settings); }, late);
}

string HookedHcnApi::QueryNamespaceProperties(HandleValue name_space, string_view query) {
  return Between("HcnQueryNamespaceProperties",
                 [&] { return api_.QueryNamespaceProperties(name_space, query); });
}

void HookedHcnApi::DeleteNamespace(const Guid& id) {
  Change(
      "HcnDeleteNamespace", [&] { api_.DeleteNamespace(id); },
      [&]() -> LateCall { return [id](HcnApi& api) { api.DeleteNamespace(id); }; });
}

}  // namespace support
