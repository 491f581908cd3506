#pragma once

#include "hcn/hcn_api.h"

namespace hcn {

// An HcnApi that hands every call on to another one, and decides in one place how. Derived has,
// open to this class,
//   auto Pass(const char* function, Method method, const Arguments&... arguments);
//   void PassClose(const char* function, Method method, HandleValue handle) noexcept;
// templates that call `method`, a member of HcnApi; `function` is its name in computenetwork.dll, a
// literal.
template <typename Derived>
class PassingHcnApi : public HcnApi {
 public:
  std::string EnumerateNetworks(std::string_view query) final {
    return Self().Pass("HcnEnumerateNetworks", &HcnApi::EnumerateNetworks, query);
  }
  HandleValue CreateNetwork(const Guid& id, std::string_view settings) final {
    return Self().Pass("HcnCreateNetwork", &HcnApi::CreateNetwork, id, settings);
  }
  HandleValue OpenNetwork(const Guid& id) final {
    return Self().Pass("HcnOpenNetwork", &HcnApi::OpenNetwork, id);
  }
  void ModifyNetwork(HandleValue network, std::string_view settings) final {
    Self().Pass("HcnModifyNetwork", &HcnApi::ModifyNetwork, network, settings);
  }
  std::string QueryNetworkProperties(HandleValue network, std::string_view query) final {
    return Self().Pass("HcnQueryNetworkProperties", &HcnApi::QueryNetworkProperties, network,
                       query);
  }
  void DeleteNetwork(const Guid& id) final {
    Self().Pass("HcnDeleteNetwork", &HcnApi::DeleteNetwork, id);
  }
  void CloseNetwork(HandleValue network) noexcept final {
    Self().PassClose("HcnCloseNetwork", &HcnApi::CloseNetwork, network);
  }

  std::string EnumerateEndpoints(std::string_view query) final {
    return Self().Pass("HcnEnumerateEndpoints", &HcnApi::EnumerateEndpoints, query);
  }
  HandleValue CreateEndpoint(HandleValue network, const Guid& id, std::string_view settings) final {
    return Self().Pass("HcnCreateEndpoint", &HcnApi::CreateEndpoint, network, id, settings);
  }
  HandleValue OpenEndpoint(const Guid& id) final {
    return Self().Pass("HcnOpenEndpoint", &HcnApi::OpenEndpoint, id);
  }
  void ModifyEndpoint(HandleValue endpoint, std::string_view settings) final {
    Self().Pass("HcnModifyEndpoint", &HcnApi::ModifyEndpoint, endpoint, settings);
  }
  std::string QueryEndpointProperties(HandleValue endpoint, std::string_view query) final {
    return Self().Pass("HcnQueryEndpointProperties", &HcnApi::QueryEndpointProperties, endpoint,
                       query);
  }
  void DeleteEndpoint(const Guid& id) final {
    Self().Pass("HcnDeleteEndpoint", &HcnApi::DeleteEndpoint, id);
  }
  void CloseEndpoint(HandleValue endpoint) noexcept final {
    Self().PassClose("HcnCloseEndpoint", &HcnApi::CloseEndpoint, endpoint);
  }

  std::string EnumerateNamespaces(std::string_view query) final {
    return Self().Pass("HcnEnumerateNamespaces", &HcnApi::EnumerateNamespaces, query);
  }
  HandleValue CreateNamespace(const Guid& id, std::string_view settings) final {
    return Self().Pass("HcnCreateNamespace", &HcnApi::CreateNamespace, id, settings);
  }
  HandleValue OpenNamespace(const Guid& id) final {
    return Self().Pass("HcnOpenNamespace", &HcnApi::OpenNamespace, id);
  }
  void ModifyNamespace(HandleValue name_space, std::string_view settings) final {
    Self().Pass("HcnModifyNamespace", &HcnApi::ModifyNamespace, name_space, settings);
  }
  std::string QueryNamespaceProperties(HandleValue name_space, std::string_view query) final {
    return Self().Pass("HcnQueryNamespaceProperties", &HcnApi::QueryNamespaceProperties, name_space,
                       query);
  }
  void DeleteNamespace(const Guid& id) final {
    Self().Pass("HcnDeleteNamespace", &HcnApi::DeleteNamespace, id);
  }
  void CloseNamespace(HandleValue name_space) noexcept final {
    Self().PassClose("HcnCloseNamespace", &HcnApi::CloseNamespace, name_space);
  }

 private:
  Derived& Self() { return static_cast<Derived&>(*this); }
};

}  // namespace hcn
