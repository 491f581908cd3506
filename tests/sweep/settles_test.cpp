#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <set>

#include "tests/sweep/ledger.h"
#include "tests/sweep/stage.h"

namespace sweep {
namespace {

using Leaving = Stage::Leaving;
using Aftermath = std::function<void(World&)>;

// Each scenario, disturbed in each way at each of its steps; from each end of that all follow-ups.
// What was seen when the code was broken on purpose is in README.md.
class EachScenario : public testing::TestWithParam<Scenario> {
 protected:
  EachScenario() {
    Stage stage(start_);
    const Outcome outcome = stage.Act(Recorder(steps_));
    EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
    stage.Judge(outcome, Leaving::kNothing);
    ledger_.emplace(GetParam().name, CountMoments(steps_));
  }

  // Says whether the call was killed.
  bool Try(const Disturbance& disturbance, Leaving leaving,
           const std::vector<Aftermath>& aftermaths = {[](World&) {}}) {
    SCOPED_TRACE(Describe(disturbance, steps_));
    Stage disturbed(start_);
    const Outcome outcome = disturbed.Act(ToHook(disturbance));
    if (outcome.document().contains("ips")) ++acknowledged_;
    for (std::size_t i = 0; i < aftermaths.size(); ++i) {
      SCOPED_TRACE("aftermath " + std::to_string(i));
      Stage after(disturbed);
      aftermaths[i](after.world());
      after.Judge(outcome, leaving);
      ledger_->CountEnd(kFollowUps.size());
      // No later call could tell this end from one that was seen.
      if (!seen_.insert(EverythingOf(after.world())).second) continue;
      for (const FollowUp follow_up : kFollowUps) {
        SCOPED_TRACE("then " + ToString(follow_up));
        Stage(after).Settle(follow_up);
        ledger_->CountRun();
      }
    }
    return outcome.was_killed;
  }

  // HNS finishes the call before each call into HCN of a follow-up.
  void TryLate(const Disturbance& late) {
    SCOPED_TRACE(Describe(late, steps_));
    Stage disturbed(start_);
    const Outcome outcome = disturbed.Act(ToHook(late));
    EXPECT_TRUE(outcome.was_killed);
    disturbed.Judge(outcome, Leaving::kARecord);
    for (const FollowUp follow_up : kLateFollowUps) {
      bool was_in_time = true;
      for (std::size_t call = 0; was_in_time; ++call) {
        SCOPED_TRACE("then " + ToString(follow_up) + ", finished before HCN call " +
                     std::to_string(call));
        was_in_time = Stage(disturbed).SettleLate(follow_up, call);
        ledger_->CountEnd(1);
        ledger_->CountRun();
      }
    }
  }

  Stage start_{GetParam()};
  Steps steps_;
  std::optional<Ledger> ledger_;
  std::size_t acknowledged_ = 0;  // ADDs that had told their result when they were disturbed
  std::set<Picture> seen_;
};

INSTANTIATE_TEST_SUITE_P(Every, EachScenario, testing::ValuesIn(Scenarios()),
                         [](const auto& scenario) { return scenario.param.name; });

// C-I-04
TEST_P(EachScenario, SettlesAfterAFaultAtAnyStep) {
  for (const Disturbance& fault : Faults(steps_)) {
    // A name that was made and reported as not made is nobody's to take back: it may be another's.
    const bool is_hidden = steps_[fault.step].operation == "CreateExclusively" &&
                           fault.moment == support::Moment::kAfter;
    Try(fault, is_hidden ? Leaving::kARecord : Leaving::kNothing);
  }
}

TEST_P(EachScenario, SettlesWhenHcnOrTheDiskIsAwayFromAnyStepOn) {
  for (const Disturbance& fault : FaultsFromNow(steps_)) Try(fault, Leaving::kARecord);
}

// C-S-05
TEST_P(EachScenario, SettlesAfterAKillAtAnyStep) {
  for (const Disturbance& kill : Kills(steps_)) EXPECT_TRUE(Try(kill, Leaving::kARecord));
}

// All that a power loss can make of what was not flushed: no ADD that was acknowledged is
// forgotten. C-S-07
TEST_P(EachScenario, SettlesAfterAPowerLossAtAnyStep) {
  using support::UnflushedContent;
  using support::UnflushedNames;
  std::vector<Aftermath> losses;
  for (const auto names : {UnflushedNames::kLost, UnflushedNames::kKept}) {
    for (const auto content :
         {UnflushedContent::kOld, UnflushedContent::kEmpty, UnflushedContent::kHalf}) {
      losses.push_back([=](World& world) { world.disk().PowerLoss(names, content); });
    }
  }
  for (const Disturbance& kill : Kills(steps_)) Try(kill, Leaving::kARecord, losses);
  // What those have told is looked for in each end (Stage::Judge).
  EXPECT_EQ(acknowledged_ > 0, GetParam().call.command == "ADD");
}

// C-I-05
TEST_P(EachScenario, SettlesWhenHnsFinishesACallAfterItsCallerDied) {
  for (const Disturbance& late : LateCalls(steps_)) TryLate(late);
}

// Also in the midst of the undo of what failed.
TEST_P(EachScenario, SettlesAfterAFaultAndAKillAtAnyLaterStep) {
  for (Disturbance fault : Faults(steps_)) {
    if (fault.moment != support::Moment::kAfter || fault.code != Faults(steps_)[0].code) continue;
    fault.killed_at = fault.step;
    do {
      ++*fault.killed_at;
    } while (Try(fault, Leaving::kARecord));
  }
}

}  // namespace
}  // namespace sweep
