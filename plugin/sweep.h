#pragma once

#include "plugin/session.h"

namespace plugin {

// GC: removes what this network's attachments have that the runtime's list does not name; without a
// list, what is provably an orphan. Foreign things, other networks' and attachments in flight are
// left alone. Goes on after failures and throws Error (kCleanupIncomplete) for all of them at the
// end.
void CollectGarbage(Session& session);

// Removes what is provably an orphan: its namespace is absent twice, two seconds
// apart, or it is in none, while HCN lists its default namespace. One process at a time; returns at
// once when another one is at it. Failures are logged.
void SweepProvableOrphans(Session& session);

}  // namespace plugin
