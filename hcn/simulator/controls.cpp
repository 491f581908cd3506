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

void Controls::Strike(const LoggedCall& call, const Fault& fault, const Work& work) {
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
    case Fault::Action::kLate:
      log_.Struck(call, "late");
      return fate_.late(fault.time, [work] { work(); });
  }
}

Controls::Outcome Controls::Run(const LoggedCall& call, const Work& work) {
  const std::vector<Fault> faults = Matching(call.function);
  for (const Fault& fault : faults) {
    if (fault.moment == Moment::kBefore) Strike(call, fault, work);
  }
  Outcome outcome;
  try {
    outcome = work();
  } catch (const Error& error) {
    log_.Failed(call, error);
    throw;
  }
  for (const Fault& fault : faults) {
    if (fault.moment == Moment::kAfter) Strike(call, fault, work);
  }
  log_.Answered(call, outcome.answer);
  return outcome;
}

HandleValue Controls::RunOpening(const LoggedCall& call, HandleCloser::Close close,
                                 std::function<HandleValue()> open) {
  Outcome outcome = Run(call, [this, close, open = std::move(open)] {
    const HandleValue handle = open();
    return Outcome{handle, {&api_, HandleCloser{close, handle}}};
  });
  (void)outcome.opened.release();
  return std::get<HandleValue>(outcome.answer);
}

void Controls::RunChanging(const LoggedCall& call, std::function<void()> change) {
  Run(call, [change = std::move(change)] {
    change();
    return Outcome{};
  });
}

std::string Controls::RunAsking(const LoggedCall& call, std::function<std::string()> ask) {
  Outcome outcome = Run(call, [ask = std::move(ask)] { return Outcome{ask(), {}}; });
  return std::get<std::string>(std::move(outcome.answer));
}

std::string Controls::EnumerateNetworks(std::string_view query) {
  const std::string text(query);
  return RunAsking({"HcnEnumerateNetworks", {}, {}, text},
                   [this, text] { return api_.EnumerateNetworks(text); });
}

HandleValue Controls::CreateNetwork(const Guid& id, std::string_view settings) {
  const std::string text(settings);
  return RunOpening({"HcnCreateNetwork", {}, id, text}, &HcnApi::CloseNetwork,
                    [this, id, text] { return api_.CreateNetwork(id, text); });
}

HandleValue Controls::OpenNetwork(const Guid& id) {
  return RunOpening({"HcnOpenNetwork", {}, id, {}}, &HcnApi::CloseNetwork,
                    [this, id] { return api_.OpenNetwork(id); });
}

void Controls::ModifyNetwork(HandleValue network, std::string_view settings) {
  const std::string text(settings);
  RunChanging({"HcnModifyNetwork", network, {}, text},
              [this, network, text] { api_.ModifyNetwork(network, text); });
}

std::string Controls::QueryNetworkProperties(HandleValue network, std::string_view query) {
  const std::string text(query);
  return RunAsking({"HcnQueryNetworkProperties", network, {}, text},
                   [this, network, text] { return api_.QueryNetworkProperties(network, text); });
}

void Controls::DeleteNetwork(const Guid& id) {
  RunChanging({"HcnDeleteNetwork", {}, id, {}}, [this, id] { api_.DeleteNetwork(id); });
}

void Controls::CloseNetwork(HandleValue network) noexcept { api_.CloseNetwork(network); }

std::string Controls::EnumerateEndpoints(std::string_view query) {
  const std::string text(query);
  return RunAsking({"HcnEnumerateEndpoints", {}, {}, text},
                   [this, text] { return api_.EnumerateEndpoints(text); });
}

HandleValue Controls::CreateEndpoint(HandleValue network, const Guid& id,
                                     std::string_view settings) {
  const std::string text(settings);
  return RunOpening({"HcnCreateEndpoint", network, id, text}, &HcnApi::CloseEndpoint,
                    [this, network, id, text] { return api_.CreateEndpoint(network, id, text); });
}

HandleValue Controls::OpenEndpoint(const Guid& id) {
  return RunOpening({"HcnOpenEndpoint", {}, id, {}}, &HcnApi::CloseEndpoint,
                    [this, id] { return api_.OpenEndpoint(id); });
}

void Controls::ModifyEndpoint(HandleValue endpoint, std::string_view settings) {
  const std::string text(settings);
  RunChanging({"HcnModifyEndpoint", endpoint, {}, text},
              [this, endpoint, text] { api_.ModifyEndpoint(endpoint, text); });
}

std::string Controls::QueryEndpointProperties(HandleValue endpoint, std::string_view query) {
  const std::string text(query);
  return RunAsking({"HcnQueryEndpointProperties", endpoint, {}, text},
                   [this, endpoint, text] { return api_.QueryEndpointProperties(endpoint, text); });
}

void Controls::DeleteEndpoint(const Guid& id) {
  RunChanging({"HcnDeleteEndpoint", {}, id, {}}, [this, id] { api_.DeleteEndpoint(id); });
}

void Controls::CloseEndpoint(HandleValue endpoint) noexcept { api_.CloseEndpoint(endpoint); }

std::string Controls::EnumerateNamespaces(std::string_view query) {
  const std::string text(query);
  return RunAsking({"HcnEnumerateNamespaces", {}, {}, text},
                   [this, text] { return api_.EnumerateNamespaces(text); });
}

HandleValue Controls::CreateNamespace(const Guid& id, std::string_view settings) {
  const std::string text(settings);
  return RunOpening({"HcnCreateNamespace", {}, id, text}, &HcnApi::CloseNamespace,
                    [this, id, text] { return api_.CreateNamespace(id, text); });
}

HandleValue Controls::OpenNamespace(const Guid& id) {
  return RunOpening({"HcnOpenNamespace", {}, id, {}}, &HcnApi::CloseNamespace,
                    [this, id] { return api_.OpenNamespace(id); });
}

void Controls::ModifyNamespace(HandleValue name_space, std::string_view settings) {
  const std::string text(settings);
  RunChanging({"HcnModifyNamespace", name_space, {}, text},
              [this, name_space, text] { api_.ModifyNamespace(name_space, text); });
}

std::string Controls::QueryNamespaceProperties(HandleValue name_space, std::string_view query) {
  const std::string text(query);
  return RunAsking({"HcnQueryNamespaceProperties", name_space, {}, text}, [this, name_space, text] {
    return api_.QueryNamespaceProperties(name_space, text);
  });
}

void Controls::DeleteNamespace(const Guid& id) {
  RunChanging({"HcnDeleteNamespace", {}, id, {}}, [this, id] { api_.DeleteNamespace(id); });
}

void Controls::CloseNamespace(HandleValue name_space) noexcept { api_.CloseNamespace(name_space); }

}  // namespace hcn::simulator
