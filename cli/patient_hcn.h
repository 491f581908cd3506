#pragma once

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "hcn/hcn_api.h"

namespace cli {

// A call into HCN that has not come back.
class HcnHangs : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// An HCN whose calls end (moby/moby#40699): each is made in a thread of its own, and one that is
// not back in time throws HcnHangs, as does every call after it. The thread stays in its call;
// where has_hung(), the process has to end by ProcessIo::ExitNow.
class PatientHcn final : public hcn::HcnApi {
 public:
  PatientHcn(std::shared_ptr<hcn::HcnApi> api, std::chrono::milliseconds patience)
      : api_(std::move(api)), patience_(patience) {}

  [[nodiscard]] bool has_hung() const { return !hung_.empty(); }

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
  // `call` must own all that it uses, but for the HcnApi that it gets.
  template <typename Call>
  auto InTime(std::string_view function, Call call);
  template <typename Call>
  void CloseInTime(std::string_view function, Call call) noexcept;

  std::shared_ptr<hcn::HcnApi> api_;
  std::chrono::milliseconds patience_;
  std::string hung_;  // what is to say of the call that did not come back
};

}  // namespace cli
