#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hcn/hcn_api.h"
#include "hcn/hresult.h"

namespace hcn::simulator {

enum class Moment { kBefore, kAfter };  // the call has not / has taken effect

// One entry of HCN_SIMULATOR_FAULTS: Function[#n][@after]=action.
struct Fault {
  enum class Action { kFail, kKill, kHang, kDelay, kLate };

  std::string function;  // "HcnCreateEndpoint", or "*" for every function
  std::optional<unsigned>
      nth;  // 1-based, counted per function ("*": over all calls) in this process
  Moment moment = Moment::kBefore;
  Action action = Action::kFail;
  HResult code = 0;                   // kFail
  std::chrono::milliseconds time{0};  // kDelay, kLate
};

// Reads the variable; throws std::invalid_argument that names the entry which cannot be read.
[[nodiscard]] std::vector<Fault> ParseFaults(std::string_view text);

// How a process dies, hangs, sleeps, and leaves a call to be finished when it is dead. The real
// ones end this process; a test's throw instead and freeze its world.
struct Fate {
  std::function<void()> kill;
  std::function<void()> hang;
  std::function<void(std::chrono::milliseconds)> sleep;
  // Ends the caller at once; `call` takes effect after `time`.
  std::function<void(std::chrono::milliseconds time, std::function<void()> call)> late;
};
[[nodiscard]] Fate RealFate();

// Puts faults and a log before any HcnApi. Close functions are neither failed nor logged.
// `log_file` gets one JSON line per call: {"function", "id"?, "document"?, "answer"? | "error"?};
// empty: none.
class Controls final : public HcnApi {
 public:
  Controls(HcnApi& api, std::vector<Fault> faults, std::string log_file, Fate fate);

  // ... the 21 methods of HcnApi
};

}  // namespace hcn::simulator
