#include "plugin/address_conflict.h"

#include "ipam/allocator.h"
#include "plugin/adoption.h"
#include "plugin/collector.h"
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
  Collector unreadable(session.log);
  for (const hcn::Guid& id :
       session.hcn.ListEndpoints(hcn::Filter{"VirtualNetwork", network.id.ToString()})) {
    std::optional<hcn::HostComputeEndpoint> endpoint;
    unreadable.Try("look at endpoint " + id.ToString(),
                   [&] { endpoint = session.hcn.FindEndpoint(id); });
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

std::string HeldText(const ipam::IpAddress& address, const hcn::HostComputeEndpoint& holder) {
  return "address " + address.ToString() + " is held in HCN by " + Describe(holder);
}

// What keeps the address out of use, under the holder's id.
state::Record RestingRecord(const state::Record& record, const ipam::IpAddress& address,
                            const hcn::HostComputeEndpoint& holder) {
  state::Record resting;
  resting.kind = state::RecordKind::kResting;
  resting.name = {{address}, holder.id};
  resting.network_name = record.network_name;
  resting.network_id = record.network_id;
  resting.created = record.created;
  resting.reason = "held in HCN by " + Describe(holder);
  return resting;
}

}  // namespace

void AddressConflict::Settle(state::Record& record) {
  if (++tries_ > kMostTries) GiveUp(record);
  if (const auto own = session_.hcn.FindEndpoint(record.name.id)) {
    if (IsLive(session_, *own)) RefuseLive(session_, *own);
    return Dismantle(session_, {own->id, own->host_compute_namespace, false, false});
  }
  const auto holder = FindHolder(session_, network_, record.name.addresses);
  if (!holder) return WaitToSettle(record);
  const auto& [address, endpoint] = *holder;
  if (Recognise(endpoint.name, endpoint.id)) return SettleWithOurs(record, address, endpoint);
  for (const ipam::AddressRequest& requested : RequestedAddresses(session_.request)) {
    if (requested.address != address) continue;
    throw ipam::AddressRefused("requested address " + address.ToString() + " is held by " +
                               Describe(endpoint));
  }
  GiveWay(record, RestingRecord(record, address, endpoint), HeldText(address, endpoint));
}

// An endpoint of ours that no record names: live, it is adopted; else it is what a dead ADD left.
void AddressConflict::SettleWithOurs(state::Record& record, const ipam::IpAddress& address,
                                     const hcn::HostComputeEndpoint& holder) {
  const auto lock = session_.locks.TryAttachment(holder.id);
  if (!lock || session_.records.Find(holder.id)) {
    throw Error(Code::kTryAgainLater, "address " + address.ToString() + " is held by " +
                                          Describe(holder) +
                                          ", another attachment of ours; its DEL, or GC, frees it");
  }
  const auto now = session_.hcn.FindEndpoint(holder.id);
  if (now && IsLive(session_, *now)) {
    return GiveWay(record, LostRecord(session_, *now, record.network_name),
                   HeldText(address, *now));
  }
  session_.log.Info("deleting " + Describe(holder) + ", which an ADD that died left");
  Dismantle(session_, {holder.id, holder.host_compute_namespace, false, false});
}

void AddressConflict::GiveWay(state::Record& record, const state::Record& to,
                              const std::string& held) {
  if (!session_.conf.ipam_type.empty()) {
    throw Error(Code::kTryAgainLater, held + ", but " + session_.conf.ipam_type +
                                          " gave it to this pod; what it hands out must be nobody "
                                          "else's");
  }
  session_.log.Warn(held + "; the next one is taken");
  const auto name = session_.records.Rest(record.name, to, WishesOf(session_.request));
  if (!name) throw Error(Code::kTryAgainLater, held + ", and no other one is free");
  record.name = *name;
}

void AddressConflict::WaitToSettle(const state::Record& record) {
  if (waits_ == kMostWaits || !session_.Wait(kSettleTime)) GiveUp(record);
  ++waits_;
}

void AddressConflict::GiveUp(const state::Record& record) {
  throw Error(Code::kTryAgainLater,
              "HCN keeps refusing address " + record.name.addresses.front().ToString() +
                  " on network " + network_.name +
                  " although no endpoint has it; if that lasts, the network reserves it: list it "
                  "under \"reserved\" of the slice");
}

}  // namespace plugin
