#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hcn/guid.h"
#include "hcn/schema.h"
#include "ipam/ip_address.h"
#include "state/record.h"
#include "state/record_store.h"

namespace cli {

// How something that has an address stands.
enum class State {
  kLive,        // it has a record, an endpoint, and the namespace that this is in
  kOrphan,      // an endpoint of ours in no namespace, or in one that HCN does not list
  kHalfMade,    // a record without an endpoint: its ADD is at work, or died
  kLost,        // a record whose endpoint is gone while a container runs in its namespace
  kUnrecorded,  // live, but without a record
  kUnreadable,  // its record tells nothing
  kReserved,    // kept by an operator for something that is no pod
  kResting,     // held by somebody else in HCN, and on record so
  kForeign,     // somebody else's endpoint has an address that a slice would hand out
  kUnknown,     // on record; what HCN has of it could not be asked
};
inline constexpr std::array kStates{
    State::kLive,       State::kOrphan,   State::kHalfMade, State::kLost,    State::kUnrecorded,
    State::kUnreadable, State::kReserved, State::kResting,  State::kForeign, State::kUnknown};

// "live", "half-made" and so on: for people and for JSON.
[[nodiscard]] std::string_view ToString(State state);
// Whether somebody should look at it: all but live, reserved and resting.
[[nodiscard]] bool NeedsAttention(State state);

// Who has an address: an attachment, an operator's reservation, or somebody else. What is on record
// and what HCN has stand side by side.
struct Holder {
  State state = State::kUnknown;
  std::string reason;                      // why it is not live, half a sentence; empty for what is
  hcn::Guid id;                            // of the endpoint; of what is reserved the record's
  std::vector<ipam::IpAddress> addresses;  // those on record, else those in HCN; sorted
  // Of the record, else of the endpoint's name, in which the first two may be cut.
  std::string network;
  std::string container;
  std::string ifname;
  std::string pod;         // "namespace/name"; empty where nobody said so
  std::string created;     // RFC 3339, UTC; empty where nobody wrote it down
  hcn::Guid namespace_id;  // that the endpoint is in, else the one on record; may be nil
  std::optional<state::RecordName> record_name;
  std::optional<state::Record> record;               // absent also where it tells nothing
  std::optional<hcn::HostComputeEndpoint> endpoint;  // of what is reserved: one on its address
};

// What was read about one id.
struct HolderFacts {
  hcn::Guid id = {};
  std::optional<state::RecordName> record_name = {};
  std::optional<state::RecordOrUnreadable> record = {};  // with a name, and never without
  std::optional<hcn::HostComputeEndpoint> endpoint = {};
  bool is_ours = true;            // the endpoint, where no record says it
  bool hcn_answers = true;        // where false, nothing below and no endpoint tells anything
  bool namespace_exists = false;  // the one of NamespaceOf
  bool has_containers = false;    // it does
};
// That the endpoint is in; without an endpoint the one on record. Nil when there is neither.
[[nodiscard]] hcn::Guid NamespaceOf(const HolderFacts& facts);

// Those that can be read; sorted.
[[nodiscard]] std::vector<ipam::IpAddress> AddressesOf(const hcn::HostComputeEndpoint& endpoint);

// Has a record or an endpoint, or both.
[[nodiscard]] Holder MakeHolder(const HolderFacts& facts);

}  // namespace cli
