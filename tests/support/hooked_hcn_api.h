#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "hcn/hcn_api.h"

namespace support {

// What HNS still does for a process that has died, at whatever host.
using LateCall = std::function<void(hcn::HcnApi&)>;

// One process's door to a host, with a hook at every call but the Close ones.
class HookedHcnApi : public hcn::HcnApi {
 public:
  enum class Moment { kBefore, kAfter };
  // `function` is the computenetwork function's name. May throw hcn::Error, which is a fault (after
  // a call: it took effect, but is reported as failed), or Killed.
  using Hook = std::function<void(std::string_view function, Moment)>;

  // A call before which the hook throws Killed with is_finished_late goes into `late`.
  HookedHcnApi(hcn::HcnApi& api, Hook hook, std::vector<LateCall>* late = nullptr)
      : api_(api), hook_(std::move(hook)), late_(late) {}

  std::string EnumerateNetworks(std::string_view query) override;
  hcn::HandleValue CreateNetwork(const hcn::Guid& id, std::string_view settings) override;
  hcn::HandleValue OpenNetwork(const hcn::Guid& id) override;
  void ModifyNetwork(hcn::HandleValue network, std::string_view settings) override;
  std::string QueryNetworkProperties(hcn::HandleValue network, std::string_view query) override;
  void DeleteNetwork(const hcn::Guid& id) override;
  void CloseNetwork(hcn::HandleValue network) noexcept override { api_.CloseNetwork(network); }

  std::string EnumerateEndpoints(std::string_view query) override;
  hcn::HandleValue CreateEndpoint(hcn::HandleValue network, const hcn::Guid& id,
                                  std::string_view settings) override;
  hcn::HandleValue OpenEndpoint(const hcn::Guid& id) override;
  void ModifyEndpoint(hcn::HandleValue endpoint, std::string_view settings) override;
  std::string QueryEndpointProperties(hcn::HandleValue endpoint, std::string_view query) override;
  void DeleteEndpoint(const hcn::Guid& id) override;
  void CloseEndpoint(hcn::HandleValue endpoint) noexcept override { api_.CloseEndpoint(endpoint); }

  std::string EnumerateNamespaces(std::string_view query) override;
  hcn::HandleValue CreateNamespace(const hcn::Guid& id, std::string_view settings) override;
  hcn::HandleValue OpenNamespace(const hcn::Guid& id) override;
  void ModifyNamespace(hcn::HandleValue name_space, std::string_view settings) override;
  std::string QueryNamespaceProperties(hcn::HandleValue name_space,
                                       std::string_view query) override;
  void DeleteNamespace(const hcn::Guid& id) override;
  void CloseNamespace(hcn::HandleValue name_space) noexcept override {
    api_.CloseNamespace(name_space);
  }

 private:
  template <typename Call>
  auto Between(std::string_view function, const Call& call) -> decltype(call());
  // The same of a call that changes something; `late` makes the LateCall that does what it does.
  template <typename Call, typename Late>
  auto Change(std::string_view function, const Call& call, const Late& late) -> decltype(call());
  hcn::HandleValue Named(hcn::HandleValue handle, const hcn::Guid& id);

  hcn::HcnApi& api_;
  Hook hook_;
  std::vector<LateCall>* late_;
  std::map<hcn::HandleValue, hcn::Guid> ids_;  // of the handles that were given
};

}  // namespace support
