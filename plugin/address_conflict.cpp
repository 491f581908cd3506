#include "plugin/address_conflict.h"

#include "ipam/allocator.h"
#include "plugin/detach.h"
#include "plugin/error.h"
#include "plugin/reservation.h"

namespace plugin {
namespace {

// A network that was just made refuses its first address for up to two seconds.
constexpr unsigned kMostWaits = 15;
// However the conflicts look: no ADD goes on for ever.
constexpr unsigned kMostTries = 64;
constexpr std::chrono::milliseconds kSettleTime{200};

struct Holder {
  ipam::IpAddress address;
  hcn::HostComputeEndpoint endpoint;
};

// Who on the network has one of these addresses. This lists endpoints, which the usual ADD never
// does.
std::optional<Holder> FindHolder(Session& session, const hcn::HostComputeNetwork& network,
                                 const std::vector<ipam::IpAddress>& addresses) {
  for (const hcn::Guid& id :
       session.hcn.ListEndpoints(hcn::Filter{"VirtualNetwork", network.id.ToString()})) {
    const auto endpoint = session.hcn.FindEndpoint(id);
    if (!endpoint) continue;
    for (const hcn::IpConfig& ip : endpoint->ip_configurations) {
      for (const ipam::IpAddress& address : addresses) {
        if (ipam::IpAddress::Parse(ip.ip_address) == address) return Holder{address, *endpoint};
      }
    }
  }
  return std::nullopt;
}

std::string Describe(const hcn::HostComputeEndpoint& endpoint) {
  return "endpoint \"" + endpoint.name + "\" (" + endpoint.id.ToString() + ")";
}

}  // namespace

AddressConflict::Next AddressConflict::Settle(const state::Record& record) {
  if (++tries_ > kMostTries) GiveUp(record);
  if (const auto own = session_.hcn.FindEndpoint(record.name.id)) {
    if (IsLive(session_, *own)) RefuseLive(session_, *own);
    Dismantle(session_, {own->id, own->host_compute_namespace, false, false});
    return Next::kSameAddresses;
  }
  const auto holder = FindHolder(session_, network_, record.name.addresses);
  if (!holder) return WaitToSettle(record);
  if (Clear(holder->endpoint)) return Next::kSameAddresses;
  for (const ipam::AddressRequest& requested : RequestedAddresses(session_.request)) {
    if (requested.address != holder->address) continue;
    throw ipam::AddressRefused("requested address " + holder->address.ToString() + " is held by " +
                               Describe(holder->endpoint));
  }
  return Rest(record, holder->address, holder->endpoint);
}

// An endpoint of ours that no record names and no live namespace holds is what a dead ADD left.
bool AddressConflict::Clear(const hcn::HostComputeEndpoint& holder) {
  if (!Recognise(holder.name, holder.id)) return false;
  const auto lock = session_.locks.TryAttachment(holder.id);
  if (!lock || session_.records.Find(holder.id)) return false;
  const auto now = session_.hcn.FindEndpoint(holder.id);
  if (now && IsLive(session_, *now)) return false;
  session_.log.Info("deleting " + Describe(holder) + ", which an ADD that died left");
  Dismantle(session_, {holder.id, holder.host_compute_namespace, false, false});
  return true;
}

AddressConflict::Next AddressConflict::Rest(const state::Record& record,
                                            const ipam::IpAddress& address,
                                            const hcn::HostComputeEndpoint& holder) {
  state::Record resting;
  resting.kind = state::RecordKind::kResting;
  resting.name = {{address}, holder.id};
  resting.network_name = record.network_name;
  resting.network_id = record.network_id;
  resting.created = record.created;
  resting.reason = "held in HCN by " + Describe(holder);
  session_.log.Warn("address " + address.ToString() + " is " + resting.reason +
                    "; it rests, the next one is taken");
  session_.records.Replace(record.name, resting);
  return Next::kOtherAddresses;
}

AddressConflict::Next AddressConflict::WaitToSettle(const state::Record& record) {
  if (waits_ == kMostWaits || !session_.Wait(kSettleTime)) GiveUp(record);
  ++waits_;
  return Next::kSameAddresses;
}

void AddressConflict::GiveUp(const state::Record& record) {
  throw Error(Code::kTryAgainLater,
              "HCN keeps refusing address " + record.name.addresses.front().ToString() +
                  " on network " + network_.name +
                  " although no endpoint has it; if that lasts, the network reserves it: list it "
                  "under \"reserved\" of the slice");
}

}  // namespace plugin
