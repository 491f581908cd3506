#include "plugin/network_keeper.h"

#include "conf/text.h"
#include "ipam/port_band.h"
#include "plugin/error.h"
#include "plugin/network_match.h"

namespace plugin {
namespace {

// How long HCN may take to list what it says exists.
constexpr int kSettlingLooks = 10;
constexpr std::chrono::milliseconds kSettlingPause{100};

// One way of a configuration to its network. What the marker says is read when this is made.
class Keeper {
 public:
  explicit Keeper(Session& session)
      : session_(session),
        conf_(session.conf),
        marker_(session.marker.Read()),
        entry_(marker_.Find(conf_.network.owner)) {}

  // By id alone, where nothing is left to be recorded.
  [[nodiscard]] std::optional<KeptNetwork> FindRecorded();
  [[nodiscard]] std::optional<KeptNetwork> Find();
  // The lock of all processes is held.
  [[nodiscard]] KeptNetwork Ensure();

 private:
  [[nodiscard]] hcn::Guid RecordedId() const;
  [[nodiscard]] bool IsRecorded(const hcn::Guid& id) const;
  [[nodiscard]] std::optional<KeptNetwork> Open(const hcn::Guid& id);
  [[nodiscard]] std::optional<KeptNetwork> OpenByName();
  [[nodiscard]] std::string MakerOf(const hcn::HostComputeNetwork& network) const;
  void Record(const hcn::HostComputeNetwork& network, const std::string& made_by);
  void Adopt(const hcn::HostComputeNetwork& network);
  [[nodiscard]] KeptNetwork AdoptTaken();
  [[nodiscard]] KeptNetwork Create();

  Session& session_;
  const conf::NetConf& conf_;
  state::MarkerContent marker_;
  const state::NetworkEntry* entry_;  // the owner's; null when there is none
};

bool NeedsPort(const std::string& owner) { return owner.starts_with("service:"); }

std::vector<std::string> SliceTexts(const conf::NetConf& conf) {
  std::vector<std::string> texts;
  for (const ipam::Slice& slice : conf.slices) texts.push_back(slice.subnet().ToString());
  return texts;
}

// What the owner has of the network: its slices; all of it where an IPAM plugin gives the
// addresses.
std::vector<std::string> SubnetTexts(const conf::NetConf& conf,
                                     const hcn::HostComputeNetwork& network) {
  return conf.ipam_type.empty() ? SliceTexts(conf) : SubnetsOf(network);
}

// The id that the configuration or the marker gives the network; nil when neither does.
hcn::Guid Keeper::RecordedId() const {
  if (const auto configured = hcn::Guid::Parse(conf_.network.id)) return *configured;
  return entry_ != nullptr ? entry_->id : hcn::Guid();
}

// Another program's entry is right as it is.
bool Keeper::IsRecorded(const hcn::Guid& id) const {
  if (entry_ == nullptr || entry_->id != id) return false;
  if (entry_->IsForeign()) return true;
  const bool has_subnets = !conf_.ipam_type.empty() || entry_->subnets == SliceTexts(conf_);
  return has_subnets && (entry_->port || !NeedsPort(entry_->owner));
}

std::optional<KeptNetwork> Keeper::Open(const hcn::Guid& id) {
  auto handle = session_.hcn.OpenNetwork(id);
  if (!handle) return std::nullopt;
  auto network = session_.hcn.QueryNetwork(*handle);
  RequireUnheld(conf_, marker_, id);
  RequireMatch(conf_, entry_, network);
  return KeptNetwork{std::move(*handle), std::move(network)};
}

std::optional<KeptNetwork> Keeper::OpenByName() {
  const std::string name = conf_.NetworkName();
  for (const hcn::Guid& id : session_.hcn.ListNetworks(hcn::Filter{"Name", name})) {
    const auto network = session_.hcn.FindNetwork(id);
    if (network && network->name == name) return Open(id);
  }
  return std::nullopt;
}

std::optional<KeptNetwork> Keeper::FindRecorded() {
  const hcn::Guid id = RecordedId();
  return IsRecorded(id) ? Open(id) : std::nullopt;
}

std::optional<KeptNetwork> Keeper::Find() {
  RequireDisjoint(conf_, marker_);
  const hcn::Guid id = RecordedId();
  if (!id.IsNil()) {
    if (auto kept = Open(id)) return kept;
  }
  return OpenByName();
}

// A network of the id that only we give is ours, whatever became of its entry.
std::string Keeper::MakerOf(const hcn::HostComputeNetwork& network) const {
  if (entry_ != nullptr && entry_->id == network.id) return entry_->created_by;
  const bool is_ours = network.id == NetworkId(conf_.owner_tag, network.name);
  return is_ours ? conf_.owner_tag : "";
}

// Under the marker's lock, which also those take that have another state folder.
void Keeper::Record(const hcn::HostComputeNetwork& network, const std::string& made_by) {
  state::NetworkEntry entry;
  entry.owner = conf_.network.owner;
  entry.kind = KindOf(network.type);
  entry.name = network.name;
  entry.id = network.id;
  entry.subnets = SubnetTexts(conf_, network);
  entry.subnet = entry.subnets.empty() ? "" : entry.subnets.front();
  entry.created_by = made_by;
  const auto complete = [&](const state::MarkerContent& content, state::NetworkEntry& completed) {
    RequireUnheld(conf_, content, completed.id);
    RequireDisjoint(conf_, content);
    const state::NetworkEntry* present = content.Find(completed.owner);
    if (!NeedsPort(completed.owner) || (present != nullptr && present->port)) return;
    ipam::PortBand band(conf_.network.port_base);
    for (const std::uint16_t port : content.ports) band.Reserve(port);
    completed.port =
        band.Allocate([&](std::uint16_t port) { return session_.io.IsUdpPortFree(port); });
  };
  session_.marker.Upsert(std::move(entry), complete);
}

void Keeper::Adopt(const hcn::HostComputeNetwork& network) {
  if (IsRecorded(network.id) || SubnetTexts(conf_, network).empty()) return;
  if (!marker_.refusal.empty()) {
    return session_.log.Warn("HCN network " + network.name +
                             " is used without an entry: " + marker_.refusal);
  }
  Record(network, MakerOf(network));
  session_.log.Info("adopted HCN network " + network.name + " (" + network.id.ToString() + ")");
}

// Somebody else made a network of this name, or of this id, since we looked.
KeptNetwork Keeper::AdoptTaken() {
  for (int look = 0; look < kSettlingLooks; ++look) {
    Keeper again(session_);
    if (auto kept = again.Find()) {
      again.Adopt(kept->network);
      return std::move(*kept);
    }
    if (!session_.Wait(kSettlingPause)) break;
  }
  throw Error(Code::kTryAgainLater, "HCN says that network " + conf_.NetworkName() +
                                        " exists, but lists none of that name");
}

KeptNetwork Keeper::Create() {
  hcn::Guid id = RecordedId();
  if (id.IsNil()) id = NetworkId(conf_.owner_tag, conf_.NetworkName());
  const auto document = NetworkDocument(conf_, id);
  Record(document, conf_.owner_tag);
  auto handle = session_.hcn.CreateNetwork(document);
  if (!handle) return AdoptTaken();
  auto network = session_.hcn.QueryNetwork(*handle);
  RequireMatch(conf_, nullptr, network);
  if (network.id != id) Record(network, conf_.owner_tag);
  session_.log.Info("made HCN network " + network.name + " (" + network.id.ToString() + ")");
  return {std::move(*handle), std::move(network)};
}

KeptNetwork Keeper::Ensure() {
  for (const std::string& problem : marker_.problems) {
    session_.log.Warn("the network marker " + conf::ToUtf8(session_.marker.file()) + ": " +
                      problem);
  }
  if (auto kept = Find()) {
    Adopt(kept->network);
    return std::move(*kept);
  }
  RequireCreatable(session_);
  return Create();
}

}  // namespace

bool TakesAdapter(hcn::NetworkType type) {
  return type != hcn::NetworkType::kInternal && type != hcn::NetworkType::kNat &&
         type != hcn::NetworkType::kPrivate;
}

std::optional<KeptNetwork> FindNetwork(Session& session) { return Keeper(session).Find(); }

KeptNetwork EnsureNetwork(Session& session) {
  const Phases::Scope scope(session.phases, "network");
  if (auto kept = Keeper(session).FindRecorded()) return std::move(*kept);
  const auto lock = session.locks.Network();
  return Keeper(session).Ensure();
}

void RequireCreatable(const Session& session) {
  const conf::NetworkConf& network = session.conf.network;
  const hcn::NetworkType type = TypeOf(session.conf);
  const std::string name =
      "HCN network " + session.conf.NetworkName() + " of type " + hcn::ToString(type);
  if (type == hcn::NetworkType::kOverlay) {
    throw Error(Code::kTryAgainLater,
                name + " does not exist; the overlay's own agent (flannel, Calico) makes it");
  }
  if (!session.conf.ipam_type.empty()) {
    throw Error(Code::kInvalidNetworkConfig,
                name +
                    " does not exist, and with ipam.type nothing says which subnets it would have; "
                    "make it beforehand, or set slice instead of ipam");
  }
  const std::string refusal = session.marker.Read().refusal;
  if (!refusal.empty()) throw state::MarkerError(refusal);
  if (!TakesAdapter(type) || (network.create && !network.adapter.empty())) return;
  throw Error(Code::kInvalidNetworkConfig,
              name +
                  " does not exist, and making it takes over an adapter and cuts the node's "
                  "connections for a while; set network.adapter to the adapter's name and run "
                  "`hcn-slice network ensure " +
                  network.owner + "`, or set network.create to true to have ADD make it");
}

}  // namespace plugin
