#include "cli/holder.h"

#include <algorithm>
#include <utility>

#include "plugin/detach.h"
#include "plugin/identity.h"

namespace cli {
namespace {

using Judgement = std::pair<State, std::string>;

struct StateWords {
  State state;
  std::string_view name;
  bool needs_attention;
};
constexpr auto kWords = std::to_array<StateWords>({
    {State::kLive, "live", false},
    {State::kOrphan, "orphan", true},
    {State::kHalfMade, "half-made", true},
    {State::kLost, "lost", true},
    {State::kUnrecorded, "unrecorded", true},
    {State::kUnreadable, "unreadable", true},
    {State::kReserved, "reserved", false},
    {State::kResting, "resting", false},
    {State::kForeign, "foreign", true},
    {State::kUnknown, "unknown", true},
});

const StateWords& WordsOf(State state) {
  return *std::ranges::find(kWords, state, &StateWords::state);
}

const state::Record* RecordOf(const HolderFacts& facts) {
  return facts.record ? std::get_if<state::Record>(&*facts.record) : nullptr;
}

// Empty where the endpoint is in a namespace that exists.
std::string WhyNotAttached(const HolderFacts& facts) {
  const hcn::Guid& name_space = facts.endpoint->host_compute_namespace;
  if (name_space.IsNil()) return "it is in no namespace";
  return facts.namespace_exists ? "" : "its namespace " + name_space.ToString() + " does not exist";
}

Judgement JudgeWithoutEndpoint(const HolderFacts& facts) {
  const hcn::Guid name_space = NamespaceOf(facts);
  if (facts.has_containers) {
    return {State::kLost, "HCN has lost its endpoint while a container runs in namespace " +
                              name_space.ToString()};
  }
  if (name_space.IsNil() || facts.namespace_exists) {
    return {State::kHalfMade, "it has no endpoint: its ADD is at work still, or died"};
  }
  return {State::kHalfMade,
          "it has no endpoint, and its namespace " + name_space.ToString() + " does not exist"};
}

Judgement JudgeUnreadable(const HolderFacts& facts, const state::Unreadable& unreadable) {
  if (unreadable.is_unfinished && !facts.endpoint && facts.hcn_answers) {
    return {State::kHalfMade, "its record " + unreadable.reason};
  }
  return {State::kUnreadable, "its record " + unreadable.reason};
}

Judgement JudgeResting(const HolderFacts& facts, const std::string& reason) {
  const bool is_gone = facts.hcn_answers && !facts.endpoint;
  return {State::kResting, is_gone ? reason + ", which does not exist any more" : reason};
}

Judgement JudgeRecorded(const HolderFacts& facts) {
  if (const auto* unreadable = std::get_if<state::Unreadable>(&*facts.record)) {
    return JudgeUnreadable(facts, *unreadable);
  }
  const state::Record& record = *RecordOf(facts);
  if (record.kind == state::RecordKind::kReserved) return {State::kReserved, record.reason};
  if (record.kind == state::RecordKind::kResting) return JudgeResting(facts, record.reason);
  if (!plugin::IsOfOurEndpoint(record)) {
    return JudgeResting(facts, "its ADD died while it gave the address to who holds it in HCN");
  }
  if (!facts.hcn_answers) return {State::kUnknown, "HCN could not be asked about it"};
  if (!facts.endpoint) return JudgeWithoutEndpoint(facts);
  const std::string why = WhyNotAttached(facts);
  return {why.empty() ? State::kLive : State::kOrphan, why};
}

Judgement Judge(const HolderFacts& facts) {
  if (facts.record) return JudgeRecorded(facts);
  if (!facts.is_ours) {
    return {State::kForeign, "somebody else's endpoint \"" + facts.endpoint->name + "\" has it"};
  }
  if (!facts.hcn_answers) return {State::kUnknown, "HCN could not be asked about it"};
  const std::string why = WhyNotAttached(facts);
  if (why.empty()) return {State::kUnrecorded, "it is live and has no record"};
  return {State::kOrphan, why + ", and it has no record"};
}

void TakeNames(const state::Record& record, Holder& holder) {
  holder.network = record.network_name;
  holder.container = record.container_id;
  holder.ifname = record.ifname;
  holder.pod = record.pod;
  holder.created = record.created;
  holder.record = record;
}

void TakeNames(const plugin::OwnedName& owned, Holder& holder) {
  holder.network = owned.network;
  holder.container = owned.container_id;
  holder.ifname = owned.ifname;
}

}  // namespace

std::string_view ToString(State state) { return WordsOf(state).name; }

bool NeedsAttention(State state) { return WordsOf(state).needs_attention; }

std::vector<ipam::IpAddress> AddressesOf(const hcn::HostComputeEndpoint& endpoint) {
  std::vector<ipam::IpAddress> addresses;
  for (const hcn::IpConfig& ip : endpoint.ip_configurations) {
    if (const auto address = ipam::IpAddress::Parse(ip.ip_address)) addresses.push_back(*address);
  }
  std::ranges::sort(addresses);
  return addresses;
}

hcn::Guid NamespaceOf(const HolderFacts& facts) {
  if (facts.endpoint) return facts.endpoint->host_compute_namespace;
  const state::Record* record = RecordOf(facts);
  return record == nullptr ? hcn::Guid() : record->namespace_id;
}

Holder MakeHolder(const HolderFacts& facts) {
  Holder holder;
  std::tie(holder.state, holder.reason) = Judge(facts);
  holder.id = facts.id;
  holder.addresses =
      facts.record_name ? facts.record_name->addresses : AddressesOf(*facts.endpoint);
  holder.namespace_id = NamespaceOf(facts);
  holder.record_name = facts.record_name;
  holder.endpoint = facts.endpoint;
  if (const state::Record* record = RecordOf(facts)) {
    TakeNames(*record, holder);
  } else if (facts.endpoint) {
    const auto owned = plugin::Recognise(facts.endpoint->name, facts.id);
    if (owned) TakeNames(*owned, holder);
  }
  return holder;
}

}  // namespace cli
