#pragma once

#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/sweep/picture.h"
#include "tests/sweep/scenario.h"

namespace sweep {

// What happens after a call that went wrong. At its end nothing of the attachment is left.
enum class FollowUp {
  kDel,
  kDelWithoutNetns,
  kGc,
  kAddAndDel,
  kAddElsewhereAndDel,  // the container comes back in another namespace
  kRebootAndDel,
  kRebootAndGc,  // without a list: no runtime knows the pods any more
  kRestartAndDel,
  kRestartAndGc,
};
inline constexpr std::array kFollowUps{
    FollowUp::kDel,         FollowUp::kDelWithoutNetns,    FollowUp::kGc,
    FollowUp::kAddAndDel,   FollowUp::kAddElsewhereAndDel, FollowUp::kRebootAndDel,
    FollowUp::kRebootAndGc, FollowUp::kRestartAndDel,      FollowUp::kRestartAndGc};
// Those of them after which HNS may still come to an end with what it was asked for.
inline constexpr std::array kLateFollowUps{FollowUp::kDel, FollowUp::kDelWithoutNetns,
                                           FollowUp::kGc, FollowUp::kAddAndDel};
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

  // Lets the follow-up happen, undisturbed.
  void Settle(FollowUp follow_up);
  // The same, and before its HCN call number `call`, counted from 0, HNS finishes what the killed
  // call asked for; or after the last one, and then it says false. What came within half a second
  // is gone then; a GC takes what came later.
  bool SettleLate(FollowUp follow_up, std::size_t call);

  World& world() { return world_; }

 private:
  void ExpectNothingOfIt(const Picture& should_be);
  void ExpectTheBystander(const Picture& now);
  void ExpectNoFreeAddress(const Picture& now);
  void ExpectARecord(const Picture& now);
  [[nodiscard]] Call Closing(FollowUp follow_up, const Disturb& disturb) const;
  Outcome Close(FollowUp follow_up, const Disturb& disturb);
  void AddAgain(FollowUp follow_up);
  Outcome Gc(const Disturb& disturb);

  const Scenario& scenario_;
  World world_;
  nlohmann::json result_;                    // of the past's ADD
  Picture clean_;                            // without the attachment
  Picture before_;                           // the call
  std::map<FollowUp, Picture> clean_after_;  // where it is another one than clean_
};

}  // namespace sweep
