#pragma once

#include <vector>

#include "ipam/subnet.h"
#include "plugin/session.h"
#include "state/record_store.h"

namespace plugin {

// The addresses that the request asks for: the runtime's capability, else args.cni.ips, else
// CNI_ARGS.
[[nodiscard]] std::vector<ipam::AddressRequest> RequestedAddresses(const Request& request);

// One wish per slice. Throws ipam::AddressRefused for a request outside of every slice, with
// another prefix length than its slice's, or for two addresses of one slice.
[[nodiscard]] std::vector<state::AddressWish> WishesOf(const Request& request);

// Reserves under this id, whose lock is held. When a slice is full, provable orphans are swept
// once. Throws Error that says who holds the slice, and what RecordStore::Reserve throws.
[[nodiscard]] state::RecordStore::Reservation ReserveOrSweep(
    Session& session, const hcn::Guid& id, const std::vector<state::AddressWish>& wishes);

// Whether the addresses of a record that is there are what these wishes would get.
[[nodiscard]] bool AreWished(const std::vector<state::AddressWish>& wishes,
                             const state::RecordName& name);

// Reserves addresses for this attachment, whose lock is held. What an earlier ADD of it left is
// dismantled first, and its addresses are kept where they are still right. When the slice is full,
// provable orphans are swept once. Throws Error (kAlreadyAttached) when the attachment is live, and
// what RecordStore::Reserve throws.
[[nodiscard]] state::RecordStore::Reservation ReserveAddresses(Session& session,
                                                               const hcn::Guid& endpoint_id);

// Takes down what an earlier ADD of the attachment left, as its record has it; the record stays.
// Throws Error (kAlreadyAttached) when the attachment is live.
void ClearRemains(Session& session, const state::RecordName& name);

// Live: the endpoint exists and is in a namespace that exists.
[[nodiscard]] bool IsLive(Session& session, const hcn::HostComputeEndpoint& endpoint);

// Throws Error (kAlreadyAttached) that names the attachment and its endpoint.
[[noreturn]] void RefuseLive(const Session& session, const hcn::HostComputeEndpoint& endpoint);

}  // namespace plugin
