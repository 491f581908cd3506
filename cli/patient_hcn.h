#pragma once

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "hcn/passing_hcn_api.h"
#include "plugin/patience.h"

namespace cli {

// A call into HCN that has not come back.
class HcnHangs : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// An HCN whose calls end (moby/moby#40699): each is made in a thread of its own, and one that is
// not back in time throws HcnHangs, as does every call after it. The thread stays in its call;
// where has_hung(), the process has to end by ProcessIo::ExitNow.
class PatientHcn final : public hcn::PassingHcnApi<PatientHcn> {
 public:
  PatientHcn(std::shared_ptr<hcn::HcnApi> api, std::chrono::milliseconds patience)
      : api_(std::move(api)), patience_(patience) {}

  [[nodiscard]] bool has_hung() const { return !hung_.empty(); }

 private:
  friend class hcn::PassingHcnApi<PatientHcn>;

  // The thread owns all that it uses: it may outlive the call.
  template <typename Method, typename... Arguments>
  auto Pass(const char* function, Method method, const Arguments&... arguments) {
    const auto call = [api = api_, method, owned = std::tuple(Owned(arguments)...)] {
      return std::apply([&](const auto&... each) { return (*api.*method)(each...); }, owned);
    };
    if (has_hung()) throw HcnHangs(hung_);
    if (auto answer = plugin::AnswerWithin(patience_, call)) return answer->get();
    GiveUp(function);
  }
  // What hangs here is said by the next call.
  template <typename Method>
  void PassClose(const char* function, Method method, hcn::HandleValue handle) noexcept {
    try {
      Pass(function, method, handle);
    } catch (const HcnHangs&) {
      return;
    }
  }

  template <typename Argument>
  static Argument Owned(const Argument& argument) {
    return argument;
  }
  static std::string Owned(const std::string_view& text) { return std::string(text); }

  [[noreturn]] void GiveUp(const char* function);

  std::shared_ptr<hcn::HcnApi> api_;
  std::chrono::milliseconds patience_;
  std::string hung_;  // what is to say of the call that did not come back
};

}  // namespace cli
