#pragma once

#include "hcn/passing_hcn_api.h"
#include "plugin/phases.h"

namespace plugin {

// An HCN each of whose calls is a phase by the function's name, but for Close, which only gives
// memory back.
class TimedHcn final : public hcn::PassingHcnApi<TimedHcn> {
 public:
  TimedHcn(hcn::HcnApi& api, Phases& phases) : api_(api), phases_(phases) {}

 private:
  friend class hcn::PassingHcnApi<TimedHcn>;

  template <typename Method, typename... Arguments>
  auto Pass(const char* function, Method method, const Arguments&... arguments) {
    const Phases::Scope scope(phases_, function);
    return (api_.*method)(arguments...);
  }
  template <typename Method>
  void PassClose(const char* /*function*/, Method method, hcn::HandleValue handle) noexcept {
    (api_.*method)(handle);
  }

  hcn::HcnApi& api_;
  Phases& phases_;
};

}  // namespace plugin
