#include "plugin/reserved_address.h"

#include <algorithm>
#include <array>

#include "conf/identifiers.h"
#include "ipam/allocator.h"
#include "plugin/error.h"
#include "plugin/reservation.h"

namespace plugin {
namespace {

using state::RecordName;
using Origin = state::RecordStore::Reservation::Origin;

// Chosen once, at random, for this project, as those of identity.cpp.
constexpr std::array<std::uint8_t, 16> kReservedSpace{
    0x8e, 0x43, 0x19, 0xd0, 0x5c, 0x27, 0x4f, 0x91, 0xb7, 0x02, 0x6d, 0xaa, 0x3b, 0x7c, 0x58, 0xf4};

std::string AddressesText(const RecordName& name) { return ipam::Joined(name.addresses, " and "); }

state::Record RecordFor(Session& session, const RecordName& record_name, const std::string& name) {
  state::Record record;
  record.kind = state::RecordKind::kReserved;
  record.name = record_name;
  record.network_name = session.conf.name;
  record.reason = name;
  record.created = session.Timestamp();
  return record;
}

// What a found record says; throws for one that cannot be understood. Absent when it was never
// filled, so that nobody was ever told of it, or is gone.
std::optional<state::Record> ReadFilled(Session& session, const RecordName& name) {
  const auto content = session.records.Read(name);
  if (!content) return std::nullopt;
  if (const auto* record = std::get_if<state::Record>(&*content)) return *record;
  const auto& unreadable = std::get<state::Unreadable>(*content);
  if (unreadable.is_unfinished) return std::nullopt;
  throw Error(Code::kIoFailure, "the record " + name.ToString() + " " + unreadable.reason +
                                    "; `hcn-slice release` of the name gives it up");
}

[[noreturn]] void RefuseOthers(const std::string& name, const RecordName& found) {
  throw ipam::AddressRefused(name + " has " + AddressesText(found) +
                             ", which is not what is asked for now; release it first");
}

// Durable: what a power loss brought back, nothing would ever take away again.
std::vector<ipam::IpAddress> Forget(Session& session, const RecordName& name) {
  session.records.Forget(name);
  session.files.FlushFolder(session.records.folder());
  session.log.Info("released " + AddressesText(name));
  return name.addresses;
}

std::optional<RecordName> FindByAddress(Session& session, const ipam::IpAddress& address) {
  for (const RecordName& name : session.records.List()) {
    if (std::ranges::find(name.addresses, address) != name.addresses.end()) return name;
  }
  return std::nullopt;
}

void RequireReleasable(Session& session, const RecordName& name, const state::Record& record) {
  if (record.kind == state::RecordKind::kReserved) return;
  if (record.kind == state::RecordKind::kAttachment) {
    throw Error(Code::kAlreadyAttached,
                AddressesText(name) + " is of " + state::PodOrContainer(record) +
                    ", whose DEL frees it; `hcn-slice gc` finds what went without one");
  }
  if (const auto holder = session.hcn.FindEndpoint(name.id)) {
    throw Error(Code::kAddressRefused, AddressesText(name) +
                                           " is still held in HCN by endpoint \"" + holder->name +
                                           "\" (" + name.id.ToString() + ")");
  }
}

}  // namespace

hcn::Guid ReservedId(std::string_view name) {
  return hcn::Guid::FromName(hcn::Guid::FromBytes(kReservedSpace), name);
}

std::optional<std::string> WhyNoReservedName(std::string_view name) {
  if (ipam::IpAddress::Parse(name)) return "is an address";
  return conf::WhyNoContainerId(name);
}

ReservedAddress ReserveForOperator(Session& session, const std::string& name,
                                   const std::vector<ipam::AddressRequest>& requested) {
  if (!session.conf.ipam_type.empty()) {
    throw Error(Code::kInvalidNetworkConfig,
                session.conf.ipam_type + " gives the addresses of this network; reserve it there");
  }
  session.request.conf.args_ips = requested;
  const auto wishes = WishesOf(session.request);
  const auto lock = session.locks.Attachment(ReservedId(name));
  auto reservation = ReserveOrSweep(session, ReservedId(name), wishes);
  bool is_new = reservation.origin == Origin::kNew;
  if (!is_new) {
    const auto filled = ReadFilled(session, reservation.name);
    const bool is_right = AreWished(wishes, reservation.name);
    if (filled && !is_right) RefuseOthers(name, reservation.name);
    if (filled) return {reservation.name, false};
    // Whoever died over it told nobody.
    if (!is_right) {
      session.records.Forget(reservation.name);
      reservation = ReserveOrSweep(session, ReservedId(name), wishes);
      is_new = true;
    }
  }
  const state::Record record = RecordFor(session, reservation.name, name);
  if (is_new) {
    session.records.Fill(record);
  } else {
    session.records.Replace(reservation.name, record);
  }
  session.log.Info("reserved " + AddressesText(reservation.name) + " for " + name);
  return {reservation.name, true};
}

std::vector<ipam::IpAddress> ReleaseReserved(Session& session, const std::string& name) {
  const auto lock = session.locks.Attachment(ReservedId(name));
  const auto found = session.records.Find(ReservedId(name));
  return found ? Forget(session, *found) : std::vector<ipam::IpAddress>();
}

std::vector<ipam::IpAddress> ReleaseAddress(Session& session, const ipam::IpAddress& address) {
  const auto seen = FindByAddress(session, address);
  if (!seen) return {};
  const auto lock = session.locks.Attachment(seen->id);
  const auto found = session.records.Find(seen->id);
  if (found != seen) throw Error(Code::kTryAgainLater, "somebody else is at work on the address");
  if (const auto record = ReadFilled(session, *found)) {
    RequireReleasable(session, *found, *record);
    return Forget(session, *found);
  }
  throw Error(Code::kTryAgainLater, "the record " + found->ToString() +
                                        " was never filled: an ADD or `reserve` is at work on it, "
                                        "or died; `hcn-slice gc` settles it");
}

}  // namespace plugin
