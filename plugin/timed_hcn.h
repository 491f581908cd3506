#pragma once

#include "hcn/hcn_api.h"
#include "plugin/phases.h"

namespace plugin {

// An HCN each of whose calls is a phase by the function's name, but for Close, which only gives
// memory back.
class TimedHcn final : public hcn::HcnApi {
 public:
  TimedHcn(hcn::HcnApi& api, Phases& phases) : api_(api), phases_(phases) {}

  std::string EnumerateNetworks(std::string_view query) override;
  hcn::HandleValue CreateNetwork(const hcn::Guid& id, std::string_view settings) override;
  hcn::HandleValue OpenNetwork(const hcn::Guid& id) override;
  void ModifyNetwork(hcn::HandleValue network, std::string_view settings) override;
  std::string QueryNetworkProperties(hcn::HandleValue network, std::string_view query) override;
  void DeleteNetwork(const hcn::Guid& id) override;
  void CloseNetwork(hcn::HandleValue network) noexcept override;

  std::string EnumerateEndpoints(std::string_view query) override;
  hcn::HandleValue CreateEndpoint(hcn::HandleValue network, const hcn::Guid& id,
                                  std::string_view settings) override;
  hcn::HandleValue OpenEndpoint(const hcn::Guid& id) override;
  void ModifyEndpoint(hcn::HandleValue endpoint, std::string_view settings) override;
  std::string QueryEndpointProperties(hcn::HandleValue endpoint, std::string_view query) override;
  void DeleteEndpoint(const hcn::Guid& id) override;
  void CloseEndpoint(hcn::HandleValue endpoint) noexcept override;

  std::string EnumerateNamespaces(std::string_view query) override;
  hcn::HandleValue CreateNamespace(const hcn::Guid& id, std::string_view settings) override;
  hcn::HandleValue OpenNamespace(const hcn::Guid& id) override;
  void ModifyNamespace(hcn::HandleValue name_space, std::string_view settings) override;
  std::string QueryNamespaceProperties(hcn::HandleValue name_space,
                                       std::string_view query) override;
  void DeleteNamespace(const hcn::Guid& id) override;
  void CloseNamespace(hcn::HandleValue name_space) noexcept override;

 private:
  hcn::HcnApi& api_;
  Phases& phases_;
};

}  // namespace plugin
