#pragma once

#include <string>
#include <vector>

#include "plugin/candidates.h"
#include "plugin/session.h"

namespace plugin {

// GC: removes what this network's attachments have that the runtime's list does not name; without a
// list, what is provably an orphan. Foreign things, other networks' and attachments in flight are
// left alone; what is live and stays gets the record that it has lost. Goes on after failures and
// throws Error (kCleanupIncomplete) for all of them at the end.
void CollectGarbage(Session& session);

// Removes what is provably an orphan: its namespace is absent twice, two seconds
// apart, or it is in none, while HCN lists its default namespace. One process at a time; returns at
// once when another one is at it. Failures are logged.
void SweepProvableOrphans(Session& session);

// What an operator's sweep finds.
struct Finding {
  enum class Action { kRemove, kAdopt } action;
  std::string what;
  std::string reason;
};
enum class Apply { kNo, kYes };

// The same for an operator, of this network and of all that the state folder has records of; in
// place of a runtime's word there is what only protects. kNo only looks, as often and as long, and
// says what kYes would do. Throws Error when another process sweeps, when HCN has not settled, when
// no time is left for the second look, and when the state folder has no records while HCN holds
// live endpoints of ours: then it is the wrong folder, or a lost one.
std::vector<Finding> SweepForOperator(Session& session, const Protection& protection, Apply apply,
                                      Collector& failures);

}  // namespace plugin
