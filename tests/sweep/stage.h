#pragma once

#include <array>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/sweep/picture.h"
#include "tests/sweep/scenario.h"

namespace sweep {

// What a runtime does after a call that went wrong. At its end nothing of the attachment is left.
enum class FollowUp { kDel, kDelWithoutNetns, kGc, kAddAndDel };
inline constexpr std::array kFollowUps{FollowUp::kDel, FollowUp::kDelWithoutNetns, FollowUp::kGc,
                                       FollowUp::kAddAndDel};
[[nodiscard]] std::string ToString(FollowUp follow_up);

// A node on which a scenario's call is made. Every method reports to the test what is wrong. A copy
// goes its own way from where the original is.
class Stage {
 public:
  explicit Stage(const Scenario& scenario);

  Outcome Act(const Disturb& disturb);

  // What must hold right after the call, however it ended. Of one that failed: whether it must have
  // left nothing at all, or may have left a record of what it could not undo.
  enum class Leaving { kNothing, kARecord };
  void Judge(const Outcome& outcome, Leaving leaving);

  // Makes the follow-up calls, undisturbed.
  void Settle(FollowUp follow_up);

  World& world() { return world_; }

 private:
  void ExpectTheBystander(const Picture& now);
  void ExpectNoFreeAddress(const Picture& now);
  void ExpectARecord(const Picture& now);
  void AddAgain();
  void Gc();

  const Scenario& scenario_;
  World world_;
  nlohmann::json result_;  // of the past's ADD
  Picture clean_;          // without the attachment
  Picture before_;         // the call
};

}  // namespace sweep
