#pragma once

#include <string>

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

  // On return the endpoint can be tried again. `record` is the attachment's: it has other addresses
  // when somebody holds one of its own, which a record of its own keeps out of use then. Throws
  // Error (kAlreadyAttached) when the endpoint is there and live, ipam::AddressRefused when the
  // held address was asked for, Error (kTryAgainLater) when HCN does not settle.
  void Settle(state::Record& record);

 private:
  void SettleWithOurs(state::Record& record, const ipam::IpAddress& address,
                      const hcn::HostComputeEndpoint& holder);
  void GiveWay(state::Record& record, const state::Record& to, const std::string& held);
  void WaitToSettle(const state::Record& record);
  [[noreturn]] void GiveUp(const state::Record& record);

  Session& session_;
  const hcn::HostComputeNetwork& network_;
  unsigned tries_ = 0;
  unsigned waits_ = 0;
};

}  // namespace plugin
