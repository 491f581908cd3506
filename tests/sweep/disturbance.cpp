#include "tests/sweep/disturbance.h"

#include <array>
#include <iomanip>
#include <memory>
#include <sstream>

#include "hcn/error.h"
#include "state/file_system.h"
#include "tests/support/killed.h"

namespace sweep {
namespace {

using Kind = Disturbance::Kind;

// The service is away, it died in the call, it wants something else, it does not let us.
constexpr std::array<hcn::HResult, 4> kCodes{0x800706ba, 0x800706be, 0x803b000d, 0x80070005};

[[noreturn]] void Fail(std::string_view operation, hcn::HResult code) {
  if (IsHcnCall(operation)) throw hcn::Error(operation, code);
  throw state::FileError("cannot " + std::string(operation) + ": fault of the test");
}

// Where the run is, and what that means for it.
class Disturber {
 public:
  explicit Disturber(const Disturbance& disturbance) : disturbance_(disturbance) {}

  void Meet(std::string_view operation, Moment moment) {
    if (moment == Moment::kBefore) ++begun_;
    const std::size_t step = begun_ - 1;
    if (disturbance_.killed_at == step) throw support::Killed();
    if (step == disturbance_.step && moment == disturbance_.moment) return Strike(operation);
    if (IsGone(operation, step) && moment == Moment::kBefore) Fail(operation, disturbance_.code);
  }

 private:
  void Strike(std::string_view operation) {
    if (disturbance_.kind == Kind::kKill) throw support::Killed();
    if (disturbance_.kind == Kind::kLate) throw support::Killed{.is_finished_late = true};
    door_is_hcn_ = IsHcnCall(operation);
    Fail(operation, disturbance_.code);
  }

  [[nodiscard]] bool IsGone(std::string_view operation, std::size_t step) const {
    return disturbance_.kind == Kind::kFaultFromNow && step > disturbance_.step &&
           IsHcnCall(operation) == door_is_hcn_;
  }

  Disturbance disturbance_;
  std::size_t begun_ = 0;
  bool door_is_hcn_ = false;
};

std::string Hexadecimal(hcn::HResult code) {
  std::ostringstream text;
  text << "0x" << std::hex << std::setw(8) << std::setfill('0') << code;
  return text.str();
}

std::string ToString(Kind kind) {
  switch (kind) {
    case Kind::kFault:
      return "fault";
    case Kind::kFaultFromNow:
      return "fault from now on";
    case Kind::kLate:
      return "late effect of a killed call";
    case Kind::kKill:
      break;
  }
  return "kill";
}

std::vector<Disturbance> AtEachStep(const Steps& steps, Kind kind) {
  std::vector<Disturbance> all;
  for (std::size_t step = 0; step < steps.size(); ++step) {
    all.push_back({step, Moment::kBefore, kind, kCodes[0]});
    if (steps[step].took_effect) all.push_back({step, Moment::kAfter, kind, kCodes[0]});
  }
  return all;
}

bool ChangesHcn(std::string_view operation) {
  return operation.starts_with("HcnCreate") || operation.starts_with("HcnModify") ||
         operation.starts_with("HcnDelete");
}

}  // namespace

bool IsHcnCall(std::string_view operation) { return operation.starts_with("Hcn"); }

Disturb ToHook(const Disturbance& disturbance) {
  return [disturber = std::make_shared<Disturber>(disturbance)](
             std::string_view operation, Moment moment) { disturber->Meet(operation, moment); };
}

Disturb Recorder(Steps& steps) {
  return [&steps](std::string_view operation, Moment moment) {
    if (moment == Moment::kBefore) {
      steps.push_back({std::string(operation)});
    } else {
      steps.back().took_effect = true;
    }
  };
}

std::string Describe(const Disturbance& disturbance, const Steps& steps) {
  const std::string& operation = steps.at(disturbance.step).operation;
  std::string text = ToString(disturbance.kind);
  const bool is_fault = disturbance.kind == Kind::kFault || disturbance.kind == Kind::kFaultFromNow;
  if (is_fault && IsHcnCall(operation)) {
    text += " " + Hexadecimal(disturbance.code);
  }
  text += disturbance.moment == Moment::kBefore ? " before " : " after ";
  text += operation + ", step " + std::to_string(disturbance.step);
  if (disturbance.killed_at) text += ", killed at step " + std::to_string(*disturbance.killed_at);
  return text;
}

std::vector<Disturbance> Faults(const Steps& steps) {
  std::vector<Disturbance> all;
  for (const Disturbance& fault : AtEachStep(steps, Kind::kFault)) {
    all.push_back(fault);
    if (!IsHcnCall(steps[fault.step].operation)) continue;
    for (std::size_t i = 1; i < kCodes.size(); ++i) {
      all.push_back(fault);
      all.back().code = kCodes.at(i);
    }
  }
  return all;
}

std::vector<Disturbance> FaultsFromNow(const Steps& steps) {
  return AtEachStep(steps, Kind::kFaultFromNow);
}

std::vector<Disturbance> Kills(const Steps& steps) { return AtEachStep(steps, Kind::kKill); }

std::vector<Disturbance> LateCalls(const Steps& steps) {
  std::vector<Disturbance> all;
  for (std::size_t step = 0; step < steps.size(); ++step) {
    if (ChangesHcn(steps[step].operation)) all.push_back({step, Moment::kBefore, Kind::kLate});
  }
  return all;
}

std::size_t CountMoments(const Steps& steps) { return AtEachStep(steps, Kind::kKill).size(); }

}  // namespace sweep
