#pragma once

#include <atomic>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "hcn/hcn_api.h"
#include "hcn/simulator/handle_table.h"
#include "hcn/simulator/store.h"

namespace hcn::simulator {

// A Windows host's HCN in a folder: many processes share it, objects outlive them, and what real
// HCN refuses it refuses, with the same code and error record (docs/simulator.md names the
// sources). Each call takes effect by one atomic file operation, which is not flushed.
// Every hcn::Error carries an error record. Calls may come from several threads.
class Simulator final : public HcnApi {
 public:
  // The folder is made, with a physical adapter "Ethernet" and the default namespace, at the first
  // call.
  explicit Simulator(const std::filesystem::path& folder);

  std::string EnumerateNetworks(std::string_view query) override;
  HandleValue CreateNetwork(const Guid& id, std::string_view settings) override;
  HandleValue OpenNetwork(const Guid& id) override;
  void ModifyNetwork(HandleValue network, std::string_view settings) override;
  std::string QueryNetworkProperties(HandleValue network, std::string_view query) override;
  void DeleteNetwork(const Guid& id) override;
  void CloseNetwork(HandleValue network) noexcept override;

  std::string EnumerateEndpoints(std::string_view query) override;
  HandleValue CreateEndpoint(HandleValue network, const Guid& id,
                             std::string_view settings) override;
  HandleValue OpenEndpoint(const Guid& id) override;
  void ModifyEndpoint(HandleValue endpoint, std::string_view settings) override;
  std::string QueryEndpointProperties(HandleValue endpoint, std::string_view query) override;
  void DeleteEndpoint(const Guid& id) override;
  void CloseEndpoint(HandleValue endpoint) noexcept override;

  std::string EnumerateNamespaces(std::string_view query) override;
  HandleValue CreateNamespace(const Guid& id, std::string_view settings) override;
  HandleValue OpenNamespace(const Guid& id) override;
  void ModifyNamespace(HandleValue name_space, std::string_view settings) override;
  std::string QueryNamespaceProperties(HandleValue name_space, std::string_view query) override;
  void DeleteNamespace(const Guid& id) override;
  void CloseNamespace(HandleValue name_space) noexcept override;

  // Handles that were given and not closed: what a careless caller leaks.
  [[nodiscard]] std::size_t OpenHandles() const { return handles_.size(); }

 private:
  // Does `work` on a prepared host, and says its refusal in hcn::Error of `function`.
  template <typename Work>
  auto Call(std::string_view function, Work work);

  Store store_;
  HandleTable handles_;
  std::atomic<bool> prepared_ = false;
};

}  // namespace hcn::simulator
