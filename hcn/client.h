#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "hcn/handle.h"
#include "hcn/hcn_api.h"
#include "hcn/host_feature.h"
#include "hcn/schema.h"

namespace hcn {

// HcnApi in typed documents, with absence as a value. Only the codes of MeansGone() are absence;
// every other failure is thrown as hcn::Error, and an answer that cannot be read as
// hcn::AnswerError. The HcnApi must outlive the client and the handles it gives.
class Client {
 public:
  explicit Client(HcnApi& api) : api_(api) {}

  [[nodiscard]] std::optional<NetworkHandle> OpenNetwork(const Guid& id);
  [[nodiscard]] HostComputeNetwork QueryNetwork(const NetworkHandle& network);
  // The version of HNS, which every object shows in its V1 form; absent when this one does not.
  [[nodiscard]] std::optional<HnsVersion> QueryHnsVersion(const NetworkHandle& network);
  // Open and query in one; absent also when it vanishes in between.
  [[nodiscard]] std::optional<HostComputeNetwork> FindNetwork(const Guid& id);
  [[nodiscard]] std::vector<Guid> ListNetworks(const std::optional<Filter>& filter = {});
  // Absent, and nothing made, when HCN says that the name or the id is taken.
  [[nodiscard]] std::optional<NetworkHandle> CreateNetwork(const HostComputeNetwork& network);
  // False when it was not there.
  bool DeleteNetwork(const Guid& id);

  // Absent, and nothing made, when HCN says that the address or the id is taken or reserved. The id
  // read back is the caller's to compare: HCN may choose another one.
  [[nodiscard]] std::optional<EndpointHandle> CreateEndpoint(const NetworkHandle& network,
                                                             const HostComputeEndpoint& endpoint);
  [[nodiscard]] std::optional<EndpointHandle> OpenEndpoint(const Guid& id);
  [[nodiscard]] HostComputeEndpoint QueryEndpoint(const EndpointHandle& endpoint);
  // Absent when it has gone since it was opened.
  [[nodiscard]] std::optional<HostComputeEndpoint> QueryIfThere(const EndpointHandle& endpoint);
  [[nodiscard]] std::optional<HostComputeEndpoint> FindEndpoint(const Guid& id);
  [[nodiscard]] std::vector<Guid> ListEndpoints(const std::optional<Filter>& filter = {});
  bool DeleteEndpoint(const Guid& id);

  [[nodiscard]] std::optional<NamespaceHandle> OpenNamespace(const Guid& id);
  [[nodiscard]] HostComputeNamespace QueryNamespace(const NamespaceHandle& name_space);
  // Absent when it has gone since it was opened.
  [[nodiscard]] std::optional<HostComputeNamespace> QueryIfThere(const NamespaceHandle& name_space);
  [[nodiscard]] std::optional<HostComputeNamespace> FindNamespace(const Guid& id);
  [[nodiscard]] std::vector<Guid> ListNamespaces(const std::optional<Filter>& filter = {});
  // Absent, and nothing made, when HCN says that the id is taken.
  [[nodiscard]] std::optional<NamespaceHandle> CreateNamespace(
      const HostComputeNamespace& name_space);
  bool DeleteNamespace(const Guid& id);

  void AddEndpoint(const NamespaceHandle& name_space, const Guid& endpoint);
  // False when the endpoint was not in the namespace any more.
  bool RemoveEndpoint(const NamespaceHandle& name_space, const Guid& endpoint);

 private:
  HcnApi& api_;
};

}  // namespace hcn
