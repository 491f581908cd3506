#pragma once

#include "hcn/schema.h"
#include "plugin/session.h"
#include "state/record.h"

namespace plugin {

// HCN would not make the endpoint because its address, or its id, is taken (0x803b002f; 0x80071392
// on Server 2019). Finds out by whom and makes way, or says why that cannot be. One per ADD: it
// counts.
class AddressConflict {
 public:
  AddressConflict(Session& session, const hcn::HostComputeNetwork& network)
      : session_(session), network_(network) {}

  // What to try next.
  enum class Next {
    kSameAddresses,   // the way is free now, or HCN needed a moment
    kOtherAddresses,  // somebody else holds the address: it rests, under its own record
  };

  // `record` is the attachment's. With kOtherAddresses its name is free again, and the address in
  // conflict is kept out of use by a resting record. Throws Error (kAlreadyAttached) when the
  // endpoint is there and live, ipam::AddressRefused when the held address was asked for, Error
  // (kTryAgainLater) when HCN does not settle.
  Next Settle(const state::Record& record);

 private:
  Next Rest(const state::Record& record, const ipam::IpAddress& address,
            const hcn::HostComputeEndpoint& holder);
  Next WaitToSettle(const state::Record& record);
  [[noreturn]] void GiveUp(const state::Record& record);
  bool Clear(const hcn::HostComputeEndpoint& holder);

  Session& session_;
  const hcn::HostComputeNetwork& network_;
  unsigned tries_ = 0;
  unsigned waits_ = 0;
};

}  // namespace plugin
