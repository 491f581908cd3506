#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "hcn/guid.h"

namespace hcn {

// An open network, endpoint or namespace of one HcnApi; 0 is none. Objects do not belong to their
// handles: closing one deletes nothing, and an object outlives the process that made it.
using HandleValue = std::uintptr_t;

// The seam: one method per function of computenetwork.dll, documents as UTF-8 JSON. Every method
// but the Close ones throws hcn::Error when HCN says no, and also when it says S_OK with an error
// record. Signatures: https://learn.microsoft.com/virtualization/api/hcn/reference/apioverview
class HcnApi {
 public:
  HcnApi() = default;
  HcnApi(const HcnApi&) = delete;
  HcnApi& operator=(const HcnApi&) = delete;
  virtual ~HcnApi() = default;

  // `query` is a HostComputeQuery; an empty one stands for NULL. The answer is a JSON array of
  // GUIDs, or nothing at all for an empty list.
  virtual std::string EnumerateNetworks(std::string_view query) = 0;
  virtual HandleValue CreateNetwork(const Guid& id, std::string_view settings) = 0;
  virtual HandleValue OpenNetwork(const Guid& id) = 0;
  virtual void ModifyNetwork(HandleValue network, std::string_view settings) = 0;
  virtual std::string QueryNetworkProperties(HandleValue network, std::string_view query) = 0;
  virtual void DeleteNetwork(const Guid& id) = 0;
  virtual void CloseNetwork(HandleValue network) noexcept = 0;

  virtual std::string EnumerateEndpoints(std::string_view query) = 0;
  virtual HandleValue CreateEndpoint(HandleValue network, const Guid& id,
                                     std::string_view settings) = 0;
  virtual HandleValue OpenEndpoint(const Guid& id) = 0;
  virtual void ModifyEndpoint(HandleValue endpoint, std::string_view settings) = 0;
  virtual std::string QueryEndpointProperties(HandleValue endpoint, std::string_view query) = 0;
  virtual void DeleteEndpoint(const Guid& id) = 0;
  virtual void CloseEndpoint(HandleValue endpoint) noexcept = 0;

  virtual std::string EnumerateNamespaces(std::string_view query) = 0;
  virtual HandleValue CreateNamespace(const Guid& id, std::string_view settings) = 0;
  virtual HandleValue OpenNamespace(const Guid& id) = 0;
  virtual void ModifyNamespace(HandleValue name_space, std::string_view settings) = 0;
  virtual std::string QueryNamespaceProperties(HandleValue name_space, std::string_view query) = 0;
  virtual void DeleteNamespace(const Guid& id) = 0;
  virtual void CloseNamespace(HandleValue name_space) noexcept = 0;
};

}  // namespace hcn
