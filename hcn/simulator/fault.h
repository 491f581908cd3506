#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hcn/hresult.h"

namespace hcn::simulator {

enum class Moment { kBefore, kAfter };  // the call has not / has taken effect

// One entry of HCN_SIMULATOR_FAULTS: Function[#n][@after]=action.
struct Fault {
  enum class Action { kFail, kKill, kHang, kDelay, kLate };

  std::string function;         // "HcnCreateEndpoint", or "*" for every function
  std::optional<unsigned> nth;  // 1-based, per function ("*": over all calls) in this process
  Moment moment = Moment::kBefore;
  Action action = Action::kFail;
  HResult code = 0;                   // kFail
  std::chrono::milliseconds time{0};  // kDelay, kLate
};

// Reads the variable; empty is none. Actions: 0x803B002F, kill, hang, +120ms, late:2s; times in ms
// or s. Throws std::invalid_argument that names the entry which cannot be read and says why.
[[nodiscard]] std::vector<Fault> ParseFaults(std::string_view text);

}  // namespace hcn::simulator
