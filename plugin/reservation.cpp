#include "plugin/reservation.h"

#include <algorithm>

#include "ipam/allocator.h"
#include "plugin/detach.h"
#include "plugin/error.h"
#include "plugin/lease.h"
#include "plugin/sweep.h"

namespace plugin {
namespace {

using Reservation = state::RecordStore::Reservation;

void CheckRequest(const conf::NetConf& conf, const ipam::AddressRequest& request) {
  const ipam::Slice* slice = SliceOf(conf, request.address);
  if (slice == nullptr) {
    throw ipam::AddressRefused("requested address " + request.address.ToString() +
                               " is in no slice of this node");
  }
  if (request.prefix_length && *request.prefix_length != slice->subnet().prefix_length()) {
    throw ipam::AddressRefused("requested address " + request.address.ToString() + "/" +
                               std::to_string(*request.prefix_length) +
                               " has another prefix length than slice " +
                               slice->subnet().ToString());
  }
}

// Who, or what, is written down behind a name.
std::string HolderText(Session& session, const state::RecordName& name) {
  const auto content = session.records.Read(name);
  const auto* record = content ? std::get_if<state::Record>(&*content) : nullptr;
  if (record == nullptr) return "an unreadable record";
  if (record->kind != state::RecordKind::kAttachment) return record->reason;
  return state::PodOrContainer(*record);
}

// How many records have an address of the slice, and the first few of them.
std::string HoldersText(Session& session, const std::vector<state::RecordName>& names,
                        const ipam::Subnet& subnet) {
  constexpr std::size_t kMostNamed = 3;
  std::size_t count = 0;
  std::string text;
  for (const state::RecordName& name : names) {
    const auto address = std::ranges::find_if(
        name.addresses, [&subnet](const auto& held) { return subnet.Contains(held); });
    if (address == name.addresses.end() || ++count > kMostNamed) continue;
    text += (text.empty() ? "" : ", ") + address->ToString() + " by " + HolderText(session, name);
  }
  return std::to_string(count) + " records hold it, among them " + text;
}

// Each slice that has no address left, with who holds it. Empty where one came free by now.
std::string FullSlicesText(Session& session, const std::vector<state::AddressWish>& wishes) {
  auto names = session.records.List();
  std::ranges::sort(names, {}, &state::RecordName::addresses);
  std::vector<ipam::IpAddress> in_use;
  for (const state::RecordName& name : names) {
    in_use.insert(in_use.end(), name.addresses.begin(), name.addresses.end());
  }
  std::string text;
  for (const state::AddressWish& wish : wishes) {
    if (!ipam::Allocator(*wish.slice, in_use).IsFull()) continue;
    const ipam::Subnet& subnet = wish.slice->subnet();
    text += "; " + subnet.ToString() + ": " + HoldersText(session, names, subnet);
  }
  return text;
}

}  // namespace

std::vector<ipam::AddressRequest> RequestedAddresses(const Request& request) {
  if (!request.conf.runtime.ips.empty()) return request.conf.runtime.ips;
  if (!request.conf.args_ips.empty()) return request.conf.args_ips;
  if (request.environment.args.ip) return {*request.environment.args.ip};
  return {};
}

std::vector<state::AddressWish> WishesOf(const Request& request) {
  std::vector<state::AddressWish> wishes;
  for (const ipam::Slice& slice : request.conf.slices) wishes.push_back({&slice, {}});
  for (const ipam::AddressRequest& requested : RequestedAddresses(request)) {
    CheckRequest(request.conf, requested);
    for (state::AddressWish& wish : wishes) {
      if (!wish.slice->subnet().Contains(requested.address)) continue;
      if (wish.requested) {
        throw ipam::AddressRefused("two addresses of slice " + wish.slice->subnet().ToString() +
                                   " are requested: " + wish.requested->ToString() + " and " +
                                   requested.address.ToString());
      }
      wish.requested = requested.address;
    }
  }
  return wishes;
}

Reservation ReserveOrSweep(Session& session, const hcn::Guid& id,
                           const std::vector<state::AddressWish>& wishes) {
  if (auto reservation = session.records.Reserve(id, wishes)) return *reservation;
  session.log.Warn("the slice is full; looking for orphans");
  SweepProvableOrphans(session);
  if (auto reservation = session.records.Reserve(id, wishes)) return *reservation;
  throw Error(Code::kTryAgainLater, "no address is free, also after a sweep of orphans" +
                                        FullSlicesText(session, wishes) +
                                        "; give the node a larger slice, or run fewer pods on it");
}

bool AreWished(const std::vector<state::AddressWish>& wishes, const state::RecordName& name) {
  if (wishes.size() != name.addresses.size()) return false;
  return std::all_of(wishes.begin(), wishes.end(), [&name](const state::AddressWish& wish) {
    return std::any_of(name.addresses.begin(), name.addresses.end(), [&wish](const auto& address) {
      return wish.requested ? *wish.requested == address
                            : wish.slice->subnet().Contains(address) &&
                                  !wish.slice->WhyNever(address).has_value();
    });
  });
}

Reservation ReserveAddresses(Session& session, const hcn::Guid& endpoint_id) {
  const auto wishes = WishesOf(session.request);
  Reservation reservation = ReserveOrSweep(session, endpoint_id, wishes);
  if (reservation.origin == Reservation::Origin::kNew) return reservation;
  ClearRemains(session, reservation.name);
  if (AreWished(wishes, reservation.name)) return reservation;
  session.records.Forget(reservation.name);
  return ReserveOrSweep(session, endpoint_id, wishes);
}

void ClearRemains(Session& session, const state::RecordName& name) {
  if (const auto endpoint = session.hcn.FindEndpoint(name.id)) {
    if (IsLive(session, *endpoint)) RefuseLive(session, *endpoint);
  }
  const auto content = session.records.Read(name);
  const auto* unreadable = content ? std::get_if<state::Unreadable>(&*content) : nullptr;
  if (unreadable != nullptr && !unreadable->is_unfinished) {
    throw Error(Code::kIoFailure, "the record " + name.ToString() + " " + unreadable->reason +
                                      "; it is not overwritten, DEL of this attachment settles it");
  }
  session.log.Info("removing what an earlier ADD of this attachment left");
  Dismantle(session, RemainsOf(session, name.id, name));
}

bool IsLive(Session& session, const hcn::HostComputeEndpoint& endpoint) {
  return !endpoint.host_compute_namespace.IsNil() &&
         session.hcn.OpenNamespace(endpoint.host_compute_namespace).has_value();
}

void RefuseLive(const Session& session, const hcn::HostComputeEndpoint& endpoint) {
  throw Error(Code::kAlreadyAttached,
              "container " + session.request.environment.container_id + " has " +
                  session.request.environment.ifname + " on network " + session.conf.name +
                  " already: endpoint " + endpoint.id.ToString() + " is in namespace " +
                  endpoint.host_compute_namespace.ToString() + "; call DEL first");
}

}  // namespace plugin
