#include "hcn/client.h"

#include "hcn/error.h"

namespace hcn {
namespace {

bool MeansNotInNamespace(HResult code) { return code == kEndpointNotAttached || MeansGone(code); }

// Server 2019 has one code for a taken address and for a taken id (kubernetes/kubernetes#74766).
bool MeansTaken(HResult code) {
  return code == kAddressInvalidOrReserved || code == kObjectAlreadyExists;
}

bool MeansIdTaken(HResult code) { return code == kObjectAlreadyExists; }

// False when `call` failed with a code that means absent: the one place where a failure becomes a
// value.
template <typename Call>
bool Succeeds(Call call, bool (*means_absent)(HResult)) {
  try {
    call();
    return true;
  } catch (const Error& error) {
    if (!means_absent(error.code())) throw;
    return false;
  }
}

template <typename Owner, typename Open>
std::optional<Owner> OpenUnlessGone(HcnApi& api, Open open) {
  HandleValue value = 0;
  if (!Succeeds([&] { value = open(); }, MeansGone)) return std::nullopt;
  return Owner(api, value);
}

// A handle to something deleted meanwhile may answer that it was unloaded, which alone does not say
// that the object is gone: opening it again does.
bool MeansLookAgain(HResult code) { return code == kObjectUsedAfterUnload || MeansGone(code); }

template <typename Query>
auto QueryUnlessGone(Query query) -> std::optional<decltype(query())> {
  std::optional<decltype(query())> found;
  Succeeds([&] { found = query(); }, MeansLookAgain);
  return found;
}

template <typename Open, typename Query>
auto OpenAndQuery(Open open, Query query) -> std::optional<decltype(query(*open()))> {
  std::optional<decltype(query(*open()))> found;
  {
    const auto handle = open();
    if (!handle) return std::nullopt;
    if (Succeeds([&] { found = query(*handle); }, MeansLookAgain)) return found;
  }
  const auto handle = open();
  if (handle) Succeeds([&] { found = query(*handle); }, MeansGone);
  return found;
}

}  // namespace

std::optional<NetworkHandle> Client::OpenNetwork(const Guid& id) {
  return OpenUnlessGone<NetworkHandle>(api_, [&] { return api_.OpenNetwork(id); });
}

HostComputeNetwork Client::QueryNetwork(const NetworkHandle& network) {
  return ParseNetwork(api_.QueryNetworkProperties(network.value(), ToQuery()));
}

std::optional<HnsVersion> Client::QueryHnsVersion(const NetworkHandle& network) {
  return ReadHnsVersion(api_.QueryNetworkProperties(network.value(), ""));
}

std::optional<HostComputeNetwork> Client::FindNetwork(const Guid& id) {
  return OpenAndQuery([&] { return OpenNetwork(id); },
                      [&](const NetworkHandle& network) { return QueryNetwork(network); });
}

std::vector<Guid> Client::ListNetworks(const std::optional<Filter>& filter) {
  return ParseGuids(api_.EnumerateNetworks(ToQuery(filter)));
}

std::optional<NetworkHandle> Client::CreateNetwork(const HostComputeNetwork& network) {
  HandleValue value = 0;
  const std::string document = ToDocument(network);
  const auto create = [&] { value = api_.CreateNetwork(network.id, document); };
  if (!Succeeds(create, [](HResult code) { return code == kNetworkAlreadyExists; })) {
    return std::nullopt;
  }
  return NetworkHandle(api_, value);
}

bool Client::DeleteNetwork(const Guid& id) {
  return Succeeds([&] { api_.DeleteNetwork(id); }, MeansGone);
}

std::optional<EndpointHandle> Client::CreateEndpoint(const NetworkHandle& network,
                                                     const HostComputeEndpoint& endpoint) {
  HandleValue value = 0;
  const std::string document = ToDocument(endpoint);
  const auto create = [&] { value = api_.CreateEndpoint(network.value(), endpoint.id, document); };
  if (!Succeeds(create, MeansTaken)) return std::nullopt;
  return EndpointHandle(api_, value);
}

std::optional<EndpointHandle> Client::OpenEndpoint(const Guid& id) {
  return OpenUnlessGone<EndpointHandle>(api_, [&] { return api_.OpenEndpoint(id); });
}

HostComputeEndpoint Client::QueryEndpoint(const EndpointHandle& endpoint) {
  return ParseEndpoint(api_.QueryEndpointProperties(endpoint.value(), ToQuery()));
}

std::optional<HostComputeEndpoint> Client::QueryIfThere(const EndpointHandle& endpoint) {
  return QueryUnlessGone([&] { return QueryEndpoint(endpoint); });
}

std::optional<HostComputeEndpoint> Client::FindEndpoint(const Guid& id) {
  return OpenAndQuery([&] { return OpenEndpoint(id); },
                      [&](const EndpointHandle& endpoint) { return QueryEndpoint(endpoint); });
}

std::vector<Guid> Client::ListEndpoints(const std::optional<Filter>& filter) {
  return ParseGuids(api_.EnumerateEndpoints(ToQuery(filter)));
}

bool Client::DeleteEndpoint(const Guid& id) {
  return Succeeds([&] { api_.DeleteEndpoint(id); }, MeansGone);
}

std::optional<NamespaceHandle> Client::OpenNamespace(const Guid& id) {
  return OpenUnlessGone<NamespaceHandle>(api_, [&] { return api_.OpenNamespace(id); });
}

HostComputeNamespace Client::QueryNamespace(const NamespaceHandle& name_space) {
  return ParseNamespace(api_.QueryNamespaceProperties(name_space.value(), ToQuery()));
}

std::optional<HostComputeNamespace> Client::QueryIfThere(const NamespaceHandle& name_space) {
  return QueryUnlessGone([&] { return QueryNamespace(name_space); });
}

std::optional<HostComputeNamespace> Client::FindNamespace(const Guid& id) {
  return OpenAndQuery(
      [&] { return OpenNamespace(id); },
      [&](const NamespaceHandle& name_space) { return QueryNamespace(name_space); });
}

std::vector<Guid> Client::ListNamespaces(const std::optional<Filter>& filter) {
  return ParseGuids(api_.EnumerateNamespaces(ToQuery(filter)));
}

std::optional<NamespaceHandle> Client::CreateNamespace(const HostComputeNamespace& name_space) {
  HandleValue value = 0;
  const std::string document = ToDocument(name_space);
  const auto create = [&] { value = api_.CreateNamespace(name_space.id, document); };
  if (!Succeeds(create, MeansIdTaken)) return std::nullopt;
  return NamespaceHandle(api_, value);
}

bool Client::DeleteNamespace(const Guid& id) {
  return Succeeds([&] { api_.DeleteNamespace(id); }, MeansGone);
}

void Client::AddEndpoint(const NamespaceHandle& name_space, const Guid& endpoint) {
  api_.ModifyNamespace(name_space.value(), NamespaceEndpointRequest(RequestType::kAdd, endpoint));
}

bool Client::RemoveEndpoint(const NamespaceHandle& name_space, const Guid& endpoint) {
  const std::string request = NamespaceEndpointRequest(RequestType::kRemove, endpoint);
  return Succeeds([&] { api_.ModifyNamespace(name_space.value(), request); }, MeansNotInNamespace);
}

}  // namespace hcn
