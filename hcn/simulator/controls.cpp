#include "hcn/simulator/controls.h"

#include <utility>

#include "hcn/error.h"
#include "hcn/simulator/refusal.h"

namespace hcn::simulator {

Controls::Controls(HcnApi& api, std::vector<Fault> faults, std::string log_file, Fate fate)
    : api_(api), faults_(std::move(faults)), log_(std::move(log_file)), fate_(std::move(fate)) {}

std::vector<Fault> Controls::Matching(std::string_view function) {
  const std::scoped_lock lock(mutex_);
  const unsigned nth = ++counts_[std::string(function)];
  ++total_;
  std::vector<Fault> matching;
  for (const Fault& fault : faults_) {
    const bool every = fault.function == "*";
    if (!every && fault.function != function) continue;
    if (!fault.nth || *fault.nth == (every ? total_ : nth)) matching.push_back(fault);
  }
  return matching;
}

void Controls::Fail(const LoggedCall& call, const Error& error) const {
  log_.Failed(call, error);
  throw Error(error);
}

void Controls::Strike(const LoggedCall& call, const Fault& fault) {
  switch (fault.action) {
    case Fault::Action::kDelay:
      fate_.sleep(fault.time);
      return;
    case Fault::Action::kFail:
      Fail(call, Error(call.function, fault.code, ErrorRecord(fault.code)));
    case Fault::Action::kKill:
      log_.Struck(call, "kill");
      return fate_.kill();
    case Fault::Action::kHang:
      log_.Struck(call, "hang");
      return fate_.hang();
    case Fault::Action::kLate: {
      const LateCall late = ToLateCall(api_, call);
      log_.Struck(call, "late");
      return fate_.late(fault.time, late);
    }
  }
}

Controls::Outcome Controls::Run(const LoggedCall& call, const Work& work) {
  const std::vector<Fault> faults = Matching(call.function);
  for (const Fault& fault : faults) {
    if (fault.moment == Moment::kBefore) Strike(call, fault);
  }
  Outcome outcome;
  try {
    outcome = work();
  } catch (const Error& error) {
    log_.Failed(call, error);
    throw;
  }
  for (const Fault& fault : faults) {
    if (fault.moment == Moment::kAfter) Strike(call, fault);
  }
  log_.Answered(call, outcome.answer);
  return outcome;
}

HandleValue Controls::RunOpening(const LoggedCall& call, HandleCloser::Close close,
                                 const std::function<HandleValue()>& open) {
  Outcome outcome = Run(call, [&] {
    const HandleValue handle = open();
    return Outcome{handle, {&api_, HandleCloser{close, handle}}};
  });
  (void)outcome.opened.release();
  return std::get<HandleValue>(outcome.answer);
}

void Controls::RunChanging(const LoggedCall& call, const std::function<void()>& change) {
  Run(call, [&] {
    change();
    return Outcome{};
  });
}

std::string Controls::RunAsking(const LoggedCall& call, const std::function<std::string()>& ask) {
  Outcome outcome = Run(call, [&] { return Outcome{ask(), {}}; });
  return std::get<std::string>(std::move(outcome.answer));
}

std::string Controls::EnumerateNetworks(std::string_view query) {
  return RunAsking({"HcnEnumerateNetworks", {}, {}, std::string(query)},
                   [&] { return api_.EnumerateNetworks(query); });
}

HandleValue Controls::CreateNetwork(const Guid& id, std::string_view settings) {
  return RunOpening({"HcnCreateNetwork", {}, id, std::string(settings)}, &HcnApi::CloseNetwork,
                    [&] { return api_.CreateNetwork(id, settings); });
}

HandleValue Controls::OpenNetwork(const Guid& id) {
  return RunOpening({"HcnOpenNetwork", {}, id, {}}, &HcnApi::CloseNetwork,
                    [&] { return api_.OpenNetwork(id); });
}

void Controls::ModifyNetwork(HandleValue network, std::string_view settings) {
  RunChanging({"HcnModifyNetwork", network, {}, std::string(settings)},
              [&] { api_.ModifyNetwork(network, settings); });
}

std::string Controls::QueryNetworkProperties(HandleValue network, std::string_view query) {
  return RunAsking({"HcnQueryNetworkProperties", network, {}, std::string(query)},
                   [&] { return api_.QueryNetworkProperties(network, query); });
}

void Controls::DeleteNetwork(const Guid& id) {
  RunChanging({"HcnDeleteNetwork", {}, id, {}}, [&] { api_.DeleteNetwork(id); });
}

void Controls::CloseNetwork(HandleValue network) noexcept { api_.CloseNetwork(network); }

std::string Controls::EnumerateEndpoints(std::string_view query) {
  return RunAsking({"HcnEnumerateEndpoints", {}, {}, std::string(query)},
                   [&] { return api_.EnumerateEndpoints(query); });
}

HandleValue Controls::CreateEndpoint(HandleValue network, const Guid& id,
                                     std::string_view settings) {
  return RunOpening({"HcnCreateEndpoint", network, id, std::string(settings)},
                    &HcnApi::CloseEndpoint,
                    [&] { return api_.CreateEndpoint(network, id, settings); });
}

HandleValue Controls::OpenEndpoint(const Guid& id) {
  return RunOpening({"HcnOpenEndpoint", {}, id, {}}, &HcnApi::CloseEndpoint,
                    [&] { return api_.OpenEndpoint(id); });
}

void Controls::ModifyEndpoint(HandleValue endpoint, std::string_view settings) {
  RunChanging({"HcnModifyEndpoint", endpoint, {}, std::string(settings)},
              [&] { api_.ModifyEndpoint(endpoint, settings); });
}

std::string Controls::QueryEndpointProperties(HandleValue endpoint, std::string_view query) {
  return RunAsking({"HcnQueryEndpointProperties", endpoint, {}, std::string(query)},
                   [&] { return api_.QueryEndpointProperties(endpoint, query); });
}

void Controls::DeleteEndpoint(const Guid& id) {
  RunChanging({"HcnDeleteEndpoint", {}, id, {}}, [&] { api_.DeleteEndpoint(id); });
}

void Controls::CloseEndpoint(HandleValue endpoint) noexcept { api_.CloseEndpoint(endpoint); }

std::string Controls::EnumerateNamespaces(std::string_view query) {
  return RunAsking({"HcnEnumerateNamespaces", {}, {}, std::string(query)},
                   [&] { return api_.EnumerateNamespaces(query); });
}

HandleValue Controls::CreateNamespace(const Guid& id, std::string_view settings) {
  return RunOpening({"HcnCreateNamespace", {}, id, std::string(settings)}, &HcnApi::CloseNamespace,
                    [&] { return api_.CreateNamespace(id, settings); });
}

HandleValue Controls::OpenNamespace(const Guid& id) {
  return RunOpening({"HcnOpenNamespace", {}, id, {}}, &HcnApi::CloseNamespace,
                    [&] { return api_.OpenNamespace(id); });
}

void Controls::ModifyNamespace(HandleValue name_space, std::string_view settings) {
  RunChanging({"HcnModifyNamespace", name_space, {}, std::string(settings)},
              [&] { api_.ModifyNamespace(name_space, settings); });
}

std::string Controls::QueryNamespaceProperties(HandleValue name_space, std::string_view query) {
  return RunAsking({"HcnQueryNamespaceProperties", name_space, {}, std::string(query)},
                   [&] { return api_.QueryNamespaceProperties(name_space, query); });
}

void Controls::DeleteNamespace(const Guid& id) {
  RunChanging({"HcnDeleteNamespace", {}, id, {}}, [&] { api_.DeleteNamespace(id); });
}

void Controls::CloseNamespace(HandleValue name_space) noexcept { api_.CloseNamespace(name_space); }

}  // namespace hcn::simulator
