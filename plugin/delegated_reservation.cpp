#include "plugin/delegated_reservation.h"

#include <algorithm>

#include "plugin/delegated_ipam.h"
#include "plugin/detach.h"
#include "plugin/reservation.h"

namespace plugin {
namespace {

bool Holds(const state::RecordName& name, const std::vector<ipam::IpAddress>& addresses) {
  return std::ranges::any_of(addresses, [&name](const ipam::IpAddress& address) {
    return std::ranges::find(name.addresses, address) != name.addresses.end();
  });
}

// Nothing, where somebody is at work on it, or its endpoint is there.
void GiveWay(Session& session, const state::RecordName& name) {
  const auto lock = session.locks.TryAttachment(name.id);
  if (!lock || session.hcn.FindEndpoint(name.id)) return;
  const auto content = session.records.Read(name);
  const auto* record = content ? std::get_if<state::Record>(&*content) : nullptr;
  if (record == nullptr || !IsOfOurEndpoint(*record)) return;
  session.log.Info("forgetting " + name.ToString() + ": its endpoint is gone, and " +
                   session.conf.ipam_type + " has given its address to somebody else");
  Dismantle(session, RemainsOf(session, name.id, name));
  session.records.Forget(name);
}

}  // namespace

void ClearEarlier(Session& session, const hcn::Guid& endpoint_id) {
  const auto name = session.records.Find(endpoint_id);
  if (name) {
    ClearRemains(session, *name);
  } else if (const auto endpoint = session.hcn.FindEndpoint(endpoint_id)) {
    if (IsLive(session, *endpoint)) RefuseLive(session, *endpoint);
    Dismantle(session, {endpoint_id, endpoint->host_compute_namespace, false, false});
  } else {
    return;
  }
  ReleaseLease(session);
  if (name) session.records.Forget(*name);
}

void WriteLeased(Session& session, const state::Record& record) {
  for (const state::RecordName& other : session.records.List()) {
    if (other.id != record.name.id && Holds(other, record.name.addresses)) GiveWay(session, other);
  }
  session.records.Take(record.name);
  session.records.Fill(record);
}

}  // namespace plugin
