#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "hcn/hcn_api.h"
#include "hcn/simulator/call_log.h"
#include "hcn/simulator/fate.h"
#include "hcn/simulator/fault.h"

namespace hcn::simulator {

// Closes one handle of an HcnApi.
struct HandleCloser {
  using Close = void (HcnApi::*)(HandleValue) noexcept;

  Close close = nullptr;
  HandleValue handle = 0;

  void operator()(HcnApi* api) const { (api->*close)(handle); }
};

// Puts faults and a log before any HcnApi. Close functions are neither failed nor logged.
// `log_file` gets one JSON line per call (see CallLog); empty: none.
class Controls : public HcnApi {
 public:
  // `api` must outlive it.
  Controls(HcnApi& api, std::vector<Fault> faults, std::string log_file, Fate fate);

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

 private:
  // A handle among the answers is closed with the outcome unless somebody takes it: a fault may
  // keep it from the caller.
  struct Outcome {
    LoggedAnswer answer;
    std::unique_ptr<HcnApi, HandleCloser> opened;
  };
  using Work = std::function<Outcome()>;

  // One call: the faults before it, the call, the faults after it, its line in the log.
  Outcome Run(const LoggedCall& call, const Work& work);
  HandleValue RunOpening(const LoggedCall& call, HandleCloser::Close close,
                         const std::function<HandleValue()>& open);
  void RunChanging(const LoggedCall& call, const std::function<void()>& change);
  std::string RunAsking(const LoggedCall& call, const std::function<std::string()>& ask);

  // What ends, delays or fails the caller. The call's line is written first.
  void Strike(const LoggedCall& call, const Fault& fault);
  [[noreturn]] void Fail(const LoggedCall& call, const Error& error) const;
  // Counts this call of `function` and gives the faults that are meant for it.
  std::vector<Fault> Matching(std::string_view function);

  HcnApi& api_;
  std::vector<Fault> faults_;
  CallLog log_;
  Fate fate_;
  std::mutex mutex_;
  std::map<std::string, unsigned, std::less<>> counts_;
  unsigned total_ = 0;
};

}  // namespace hcn::simulator
