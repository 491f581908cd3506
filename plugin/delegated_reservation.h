#pragma once

#include "plugin/lease.h"
#include "plugin/session.h"
#include "state/record.h"

namespace plugin {

// Takes down what an earlier ADD of this attachment, whose lock is held, left of it, and gives its
// lease back. Throws Error (kAlreadyAttached) when the attachment is live.
void ClearEarlier(Session& session, const hcn::Guid& endpoint_id);

// Writes a record whose addresses an IPAM plugin gave, durably. It is that plugin who knows what is
// free: a record of an endpoint that is gone gives way, which a DEL left that died between giving
// back its lease and forgetting its record. Throws ipam::AddressRefused when any other record has
// one of the addresses.
void WriteLeased(Session& session, const state::Record& record);

}  // namespace plugin
