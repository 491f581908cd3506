#include "plugin/readiness.h"

#include "ipam/allocator.h"
#include "plugin/network_keeper.h"

namespace plugin {

void RequireReady(Session& session) {
  if (!FindNetwork(session)) RequireCreatable(session);
  std::vector<ipam::IpAddress> in_use;
  for (const state::RecordName& name : session.records.List()) {
    in_use.insert(in_use.end(), name.addresses.begin(), name.addresses.end());
  }
  for (const ipam::Slice& slice : session.conf.slices) {
    static_cast<void>(ipam::Allocator(slice, in_use).Next(std::nullopt));
  }
}

}  // namespace plugin
