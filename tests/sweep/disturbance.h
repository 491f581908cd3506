#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hcn/hresult.h"
#include "tests/support/world.h"

namespace sweep {

using support::Call;
using support::Disturb;
using support::Moment;
using support::Outcome;
using support::World;

// A call into HCN, or a change on the disk.
struct Step {
  std::string operation;
  bool took_effect = false;  // it was not refused
};
// All of a run, in its order.
using Steps = std::vector<Step>;

[[nodiscard]] bool IsHcnCall(std::string_view operation);

// One thing that goes wrong in a run, at its step `step`, counted from 0.
struct Disturbance {
  enum class Kind {
    kFault,         // this step fails
    kFaultFromNow,  // and so does each later one of the same door: HCN, or the disk
    kKill,          // the process dies
    kLate,          // the process dies in a call into HCN, which takes effect some time later
  };

  std::size_t step = 0;
  Moment moment = Moment::kBefore;
  Kind kind = Kind::kFault;
  hcn::HResult code = 0;                      // a fault of HCN; the disk throws FileError
  std::optional<std::size_t> killed_at = {};  // after the fault, before this later step
};

// For one run.
[[nodiscard]] Disturb ToHook(const Disturbance& disturbance);
// Writes down the steps and disturbs nothing.
[[nodiscard]] Disturb Recorder(Steps& steps);

// "fault 0x800706ba after HcnCreateEndpoint, step 12"
[[nodiscard]] std::string Describe(const Disturbance& disturbance, const Steps& steps);

// At each step of an undisturbed run, before and after it has taken effect.
[[nodiscard]] std::vector<Disturbance> Faults(const Steps& steps);
[[nodiscard]] std::vector<Disturbance> FaultsFromNow(const Steps& steps);
[[nodiscard]] std::vector<Disturbance> Kills(const Steps& steps);
// At each call into HCN that changes something.
[[nodiscard]] std::vector<Disturbance> LateCalls(const Steps& steps);
// At how many moments a run with these steps can be disturbed.
[[nodiscard]] std::size_t CountMoments(const Steps& steps);

}  // namespace sweep
