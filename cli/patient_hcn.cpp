#include "cli/patient_hcn.h"

#include <future>
#include <thread>
#include <utility>

namespace cli {

using hcn::Guid;
using hcn::HandleValue;

template <typename Call>
auto PatientHcn::InTime(std::string_view function, Call call) {
  if (has_hung()) throw HcnHangs(hung_);
  std::packaged_task<decltype(call(*api_))()> task(
      [api = api_, call = std::move(call)] { return call(*api); });
  auto answer = task.get_future();
  std::thread(std::move(task)).detach();
  if (answer.wait_for(patience_) == std::future_status::ready) return answer.get();
  hung_ = std::string(function) + " has not come back for " +
          std::to_string(std::chrono::duration_cast<std::chrono::seconds>(patience_).count()) +
          " s";
  throw HcnHangs(hung_);
}

// What hangs here is said by the next call.
template <typename Call>
void PatientHcn::CloseInTime(std::string_view function, Call call) noexcept {
  try {
    InTime(function, std::move(call));
  } catch (const HcnHangs&) {
    return;
  }
}

std::string PatientHcn::EnumerateNetworks(std::string_view query) {
  return InTime("HcnEnumerateNetworks",
                [query = std::string(query)](HcnApi& api) { return api.EnumerateNetworks(query); });
}

HandleValue PatientHcn::CreateNetwork(const Guid& id, std::string_view settings) {
  return InTime("HcnCreateNetwork", [id, settings = std::string(settings)](HcnApi& api) {
    return api.CreateNetwork(id, settings);
  });
}

HandleValue PatientHcn::OpenNetwork(const Guid& id) {
  return InTime("HcnOpenNetwork", [id](HcnApi& api) { return api.OpenNetwork(id); });
}

void PatientHcn::ModifyNetwork(HandleValue network, std::string_view settings) {
  InTime("HcnModifyNetwork", [network, settings = std::string(settings)](HcnApi& api) {
    api.ModifyNetwork(network, settings);
  });
}

std::string PatientHcn::QueryNetworkProperties(HandleValue network, std::string_view query) {
  return InTime("HcnQueryNetworkProperties", [network, query = std::string(query)](HcnApi& api) {
    return api.QueryNetworkProperties(network, query);
  });
}

void PatientHcn::DeleteNetwork(const Guid& id) {
  InTime("HcnDeleteNetwork", [id](HcnApi& api) { api.DeleteNetwork(id); });
}

std::string PatientHcn::EnumerateEndpoints(std::string_view query) {
  return InTime("HcnEnumerateEndpoints", [query = std::string(query)](HcnApi& api) {
    return api.EnumerateEndpoints(query);
  });
}

HandleValue PatientHcn::CreateEndpoint(HandleValue network, const Guid& id,
                                       std::string_view settings) {
  return InTime("HcnCreateEndpoint", [network, id, settings = std::string(settings)](HcnApi& api) {
    return api.CreateEndpoint(network, id, settings);
  });
}

HandleValue PatientHcn::OpenEndpoint(const Guid& id) {
  return InTime("HcnOpenEndpoint", [id](HcnApi& api) { return api.OpenEndpoint(id); });
}

void PatientHcn::ModifyEndpoint(HandleValue endpoint, std::string_view settings) {
  InTime("HcnModifyEndpoint", [endpoint, settings = std::string(settings)](HcnApi& api) {
    api.ModifyEndpoint(endpoint, settings);
  });
}

std::string PatientHcn::QueryEndpointProperties(HandleValue endpoint, std::string_view query) {
  return InTime("HcnQueryEndpointProperties", [endpoint, query = std::string(query)](HcnApi& api) {
    return api.QueryEndpointProperties(endpoint, query);
  });
}

void PatientHcn::DeleteEndpoint(const Guid& id) {
  InTime("HcnDeleteEndpoint", [id](HcnApi& api) { api.DeleteEndpoint(id); });
}

std::string PatientHcn::EnumerateNamespaces(std::string_view query) {
  return InTime("HcnEnumerateNamespaces", [query = std::string(query)](HcnApi& api) {
    return api.EnumerateNamespaces(query);
  });
}

HandleValue PatientHcn::CreateNamespace(const Guid& id, std::string_view settings) {
  return InTime("HcnCreateNamespace", [id, settings = std::string(settings)](HcnApi& api) {
    return api.CreateNamespace(id, settings);
  });
}

HandleValue PatientHcn::OpenNamespace(const Guid& id) {
  return InTime("HcnOpenNamespace", [id](HcnApi& api) { return api.OpenNamespace(id); });
}

void PatientHcn::ModifyNamespace(HandleValue name_space, std::string_view settings) {
  InTime("HcnModifyNamespace", [name_space, settings = std::string(settings)](HcnApi& api) {
    api.ModifyNamespace(name_space, settings);
  });
}

std::string PatientHcn::QueryNamespaceProperties(HandleValue name_space, std::string_view query) {
  return InTime("HcnQueryNamespaceProperties",
                [name_space, query = std::string(query)](HcnApi& api) {
                  return api.QueryNamespaceProperties(name_space, query);
                });
}

void PatientHcn::DeleteNamespace(const Guid& id) {
  InTime("HcnDeleteNamespace", [id](HcnApi& api) { api.DeleteNamespace(id); });
}

void PatientHcn::CloseNetwork(HandleValue network) noexcept {
  CloseInTime("HcnCloseNetwork", [network](HcnApi& api) { api.CloseNetwork(network); });
}

void PatientHcn::CloseEndpoint(HandleValue endpoint) noexcept {
  CloseInTime("HcnCloseEndpoint", [endpoint](HcnApi& api) { api.CloseEndpoint(endpoint); });
}

void PatientHcn::CloseNamespace(HandleValue name_space) noexcept {
  CloseInTime("HcnCloseNamespace", [name_space](HcnApi& api) { api.CloseNamespace(name_space); });
}

}  // namespace cli
