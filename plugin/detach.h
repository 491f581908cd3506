#pragma once

#include "hcn/guid.h"
#include "plugin/session.h"

namespace plugin {

// What is known of an attachment that goes: from its record, or where that tells nothing from HCN
// and the request.
struct Remains {
  hcn::Guid endpoint_id;
  hcn::Guid namespace_id;  // nil when it is in none that is known
  bool made_namespace = false;
  bool is_recorded = false;  // a record says that an endpoint was, or is about to be, made
};

// A record that rests or is reserved is about no endpoint of ours, and neither is what an ADD
// leaves that dies while it gives its address to the endpoint that holds it: under the holder's id
// it stands with the words of the attachment.
[[nodiscard]] bool IsOfOurEndpoint(const state::Record& record);

// The remains of an endpoint. `name` is its record's, where it has one. The attachment's lock is
// held.
[[nodiscard]] Remains RemainsOf(Session& session, const hcn::Guid& endpoint_id,
                                const std::optional<state::RecordName>& name);

// Gives HNS the time to finish what a process asked that is dead by now. Throws Error with
// kTryAgainLater when the verb has none left.
void WaitForLateCalls(Session& session);

// Takes the endpoint out of its namespace and deletes it, then the namespace if we made it and
// nothing else is in it. Anything missing is fine. On return HCN has confirmed that the endpoint is
// gone; throws otherwise.
void Dismantle(Session& session, const Remains& remains);

// DEL: dismantles what the request's attachment has, endpoint first, and frees its addresses last.
void Detach(Session& session);

}  // namespace plugin
