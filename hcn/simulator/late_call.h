#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "hcn/hcn_api.h"
#include "hcn/simulator/call_log.h"

namespace hcn::simulator {

// A call that takes effect when its caller is dead. It names everything by id: a handle dies with
// its process.
struct LateCall {
  std::string function;
  Guid object;  // what its handle stood for, nil where it has none
  Guid id;      // the one it was asked with, nil where it has none
  std::string document;
};

// `call` was asked of `api`, which says what its handle stands for; throws hcn::Error when that is
// no open handle, or its object has gone.
[[nodiscard]] LateCall ToLateCall(HcnApi& api, const LoggedCall& call);

// Makes the call, with handles of its own. One that would have changed nothing is not made.
void Make(HcnApi& api, const LateCall& call);

// How one process hands a late call to the next: a JSON text.
struct LateOrder {
  std::chrono::milliseconds time{0};
  LateCall call;
};
[[nodiscard]] std::string ToText(const LateOrder& order);
// Takes what ToText writes; throws Refusal when it is no JSON.
[[nodiscard]] LateOrder ParseLateOrder(std::string_view text);

}  // namespace hcn::simulator
