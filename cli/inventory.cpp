#include "cli/inventory.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "conf/text.h"
#include "plugin/collector.h"
#include "plugin/lease.h"

namespace cli {
namespace {

constexpr std::size_t kMostReasonBytes = 4096;
constexpr std::string_view kReasonSuffix = ".reason";

bool Has(const std::vector<ipam::IpAddress>& addresses, const ipam::IpAddress& address) {
  return std::ranges::find(addresses, address) != addresses.end();
}

using Endpoints = std::map<hcn::Guid, hcn::HostComputeEndpoint>;

class Taker {
 public:
  explicit Taker(plugin::Session& session) : session_(session), problems_(session.log) {}

  Inventory Take();

 private:
  void AskHcn(std::string_view what, const std::function<void()>& act);
  void ReadEndpoints();
  void ReadHolders();
  void AddHolder(HolderFacts facts);
  void AddUnrecorded();
  bool UsesReserved(const hcn::HostComputeEndpoint& endpoint);
  void LookAgain();
  [[nodiscard]] std::optional<Holder> ReadAnew(const Holder& seen);
  [[nodiscard]] std::optional<state::RecordOrUnreadable> ReadRecord(const state::RecordName& name);
  void ReadNetworks();
  void ReadHnsVersion();
  void ReadSlices();
  void ReadQuarantine();
  [[nodiscard]] bool IsOfThisFolder(const plugin::OwnedName& owned) const;
  [[nodiscard]] bool IsOnOurNetworks(const hcn::HostComputeEndpoint& endpoint) const;
  [[nodiscard]] bool IsInTheWay(const Holder& holder) const;

  plugin::Session& session_;
  plugin::Collector problems_;
  Inventory inventory_;
  Endpoints endpoints_;
  std::set<hcn::Guid> unasked_;  // endpoints that are there, but could not be queried
  std::set<hcn::Guid> namespaces_;
  std::set<std::string> network_names_;  // as they stand in endpoint names
  std::set<hcn::Guid> network_ids_;
  std::set<ipam::IpAddress> recorded_;
};

// Whoever does not answer once is not asked again.
void Taker::AskHcn(std::string_view what, const std::function<void()>& act) {
  if (inventory_.hcn_answers) inventory_.hcn_answers = problems_.Try(what, act);
}

void Taker::ReadEndpoints() {
  std::vector<hcn::Guid> ids;
  AskHcn("list the endpoints of HCN", [&] { ids = session_.hcn.ListEndpoints(); });
  for (const hcn::Guid& id : ids) {
    const bool is_asked = problems_.Try("look at endpoint " + id.ToString(), [&] {
      if (auto endpoint = session_.hcn.FindEndpoint(id)) endpoints_[id] = *std::move(endpoint);
    });
    if (is_asked) continue;
    unasked_.insert(id);
    // Is it this endpoint, or all of HCN?
    AskHcn("list the endpoints of HCN again",
           [&] { static_cast<void>(session_.hcn.ListEndpoints()); });
    if (!inventory_.hcn_answers) return;
  }
}

// A record that cannot even be copied into quarantine is unreadable, too.
std::optional<state::RecordOrUnreadable> Taker::ReadRecord(const state::RecordName& name) {
  std::optional<state::RecordOrUnreadable> content;
  if (problems_.Try("read " + name.ToString(), [&] { content = session_.records.Read(name); })) {
    return content;
  }
  return state::Unreadable{name, "cannot be read"};
}

void Taker::AddHolder(HolderFacts facts) {
  facts.hcn_answers = inventory_.hcn_answers && !unasked_.contains(facts.id);
  const hcn::Guid name_space = NamespaceOf(facts);
  facts.namespace_exists = namespaces_.contains(name_space);
  inventory_.holders.push_back(MakeHolder(facts));
}

void Taker::ReadHolders() {
  std::vector<HolderFacts> on_record;
  for (const state::RecordName& name : session_.records.List()) {
    auto content = ReadRecord(name);
    if (!content) continue;
    recorded_.insert(name.addresses.begin(), name.addresses.end());
    if (const auto* record = std::get_if<state::Record>(&*content)) {
      if (!record->network_name.empty()) {
        network_names_.insert(plugin::NetworkInName(record->network_name));
      }
      if (!record->network_id.IsNil()) network_ids_.insert(record->network_id);
    }
    on_record.push_back({.id = name.id, .record_name = name, .record = *std::move(content)});
  }
  AskHcn("list the namespaces of HCN", [&] {
    const auto ids = session_.hcn.ListNamespaces();
    namespaces_.insert(ids.begin(), ids.end());
  });
  for (HolderFacts& facts : on_record) {
    if (auto endpoint = endpoints_.extract(facts.id)) facts.endpoint = std::move(endpoint.mapped());
    AddHolder(std::move(facts));
  }
}

// Of the endpoints that no record names, what is ours, and what has an address of ours.
void Taker::AddUnrecorded() {
  for (auto& [id, endpoint] : endpoints_) {
    HolderFacts facts{.id = id};
    const auto owned = plugin::Recognise(endpoint.name, id);
    facts.is_ours = owned && IsOfThisFolder(*owned);
    if (!facts.is_ours && (!IsOnOurNetworks(endpoint) || UsesReserved(endpoint))) continue;
    facts.endpoint = std::move(endpoint);
    AddHolder(std::move(facts));
    if (!IsInTheWay(inventory_.holders.back())) inventory_.holders.pop_back();
  }
}

// An endpoint on a reserved address is what that was reserved for.
bool Taker::UsesReserved(const hcn::HostComputeEndpoint& endpoint) {
  for (const ipam::IpAddress& address : AddressesOf(endpoint)) {
    for (Holder& holder : inventory_.holders) {
      if (holder.state != State::kReserved || !Has(holder.addresses, address)) continue;
      holder.endpoint = endpoint;
      return true;
    }
  }
  return false;
}

bool Taker::IsOfThisFolder(const plugin::OwnedName& owned) const {
  return network_names_.contains(owned.network);
}

// Another network may have the same addresses.
bool Taker::IsOnOurNetworks(const hcn::HostComputeEndpoint& endpoint) const {
  return network_ids_.empty() || network_ids_.contains(endpoint.host_compute_network);
}

// False for somebody else's that has no address which a slice would hand out: none of our business.
bool Taker::IsInTheWay(const Holder& holder) const {
  if (holder.state != State::kForeign) return true;
  return std::ranges::any_of(holder.addresses, [&](const ipam::IpAddress& address) {
    const ipam::Slice* slice = plugin::SliceOf(session_.conf, address);
    return slice != nullptr && slice->MayHandOut(address) && !recorded_.contains(address);
  });
}

// What was made or removed while this read is right by now.
void Taker::LookAgain() {
  std::vector<Holder> looked_at;
  for (Holder& holder : inventory_.holders) {
    const bool is_odd = NeedsAttention(holder.state) && holder.state != State::kUnknown;
    if (!is_odd || !inventory_.hcn_answers) {
      looked_at.push_back(std::move(holder));
      continue;
    }
    std::optional<Holder> anew = holder;
    problems_.Try("look again at endpoint " + holder.id.ToString(),
                  [&] { anew = ReadAnew(holder); });
    if (anew && IsInTheWay(*anew)) looked_at.push_back(*std::move(anew));
  }
  inventory_.holders = std::move(looked_at);
}

std::optional<Holder> Taker::ReadAnew(const Holder& seen) {
  HolderFacts facts{.id = seen.id, .is_ours = seen.state != State::kForeign, .hcn_answers = true};
  facts.endpoint = session_.hcn.FindEndpoint(seen.id);
  facts.record_name = seen.record_name ? seen.record_name : session_.records.Find(seen.id);
  if (facts.record_name) facts.record = ReadRecord(*facts.record_name);
  if (!facts.record) facts.record_name.reset();
  if (!facts.record && !facts.endpoint) return std::nullopt;
  const hcn::Guid name_space = NamespaceOf(facts);
  if (!name_space.IsNil()) {
    const auto found = session_.hcn.FindNamespace(name_space);
    facts.namespace_exists = found.has_value();
    facts.has_containers = found && !found->containers.empty();
  }
  return MakeHolder(facts);
}

void Taker::ReadNetworks() {
  state::MarkerContent marker;
  problems_.Try("read the network marker", [&] { marker = session_.marker.Read(); });
  inventory_.marker_problems = ProblemsOf(marker);
  for (const state::NetworkEntry& entry : marker.networks) {
    NetworkReport report{entry, "unknown", ""};
    if (inventory_.hcn_answers) {
      problems_.Try("look at network " + entry.id.ToString(),
                    [&] { report = ReportOn(session_, entry); });
    }
    network_ids_.insert(entry.id);
    inventory_.networks.push_back(std::move(report));
  }
}

// Every object says it; without a network there is none to ask.
void Taker::ReadHnsVersion() {
  if (!inventory_.hcn_answers) return;
  problems_.Try("read the version of HNS", [&] {
    for (const hcn::Guid& id : session_.hcn.ListNetworks()) {
      const auto network = session_.hcn.OpenNetwork(id);
      if (network) inventory_.hns_version = session_.hcn.QueryHnsVersion(*network);
      if (inventory_.hns_version) return;
    }
  });
}

void Taker::ReadSlices() {
  if (session_.conf.slice_file.empty()) return;
  problems_.Try("read the slice",
                [&] { plugin::ReadSliceFile(session_.request.conf, session_.files); });
}

void Taker::ReadQuarantine() {
  const std::filesystem::path folder = session_.conf.state_dir / "quarantine";
  std::vector<std::string> names;
  problems_.Try("list the quarantine", [&] { names = session_.files.List(folder); });
  for (const std::string& name : names) {
    if (name.ends_with(kReasonSuffix)) continue;
    QuarantinedFile file{name, ""};
    problems_.Try("read why " + name + " is in quarantine", [&] {
      const auto reason_file = folder / conf::ToPath(name + std::string(kReasonSuffix));
      file.reason = session_.files.Read(reason_file, kMostReasonBytes).value_or("");
    });
    while (file.reason.ends_with('\n')) file.reason.pop_back();
    inventory_.quarantine.push_back(std::move(file));
  }
  std::ranges::sort(inventory_.quarantine, {}, &QuarantinedFile::name);
}

Inventory Taker::Take() {
  inventory_.hcn_answers = true;
  network_names_.insert(plugin::NetworkInName(session_.conf.name));
  ReadSlices();
  ReadEndpoints();
  ReadHolders();
  ReadNetworks();
  AddUnrecorded();
  LookAgain();
  ReadHnsVersion();
  ReadQuarantine();
  std::ranges::sort(inventory_.holders, {}, [](const Holder& holder) {
    return std::make_pair(holder.addresses, holder.id);
  });
  for (const ipam::Slice& slice : session_.conf.slices) {
    inventory_.slices.push_back(UseOf(slice, inventory_.holders));
  }
  inventory_.problems = problems_.failures();
  return std::move(inventory_);
}

}  // namespace

std::size_t Inventory::Count(State state) const {
  return static_cast<std::size_t>(std::ranges::count(holders, state, &Holder::state));
}

bool Inventory::NeedsAttention() const {
  return !problems.empty() || std::ranges::any_of(holders, [](const Holder& holder) {
    return cli::NeedsAttention(holder.state);
  });
}

Inventory TakeInventory(plugin::Session& session) { return Taker(session).Take(); }

std::string ProblemsText(const Inventory& inventory) {
  std::string text;
  if (!inventory.hcn_answers) {
    text += "HCN does not answer: this is what is on record, and no more is known\n";
  }
  for (const std::string& problem : inventory.problems) text += "attention: " + problem + "\n";
  return text;
}

}  // namespace cli
