#include "plugin/network_keeper.h"

#include <algorithm>

#include "hcn/error.h"
#include "plugin/error.h"

namespace plugin {
namespace {

bool Contains(const hcn::HostComputeNetwork& network, const ipam::Slice& slice) {
  for (const hcn::Ipam& ipam : network.ipams) {
    for (const hcn::Subnet& subnet : ipam.subnets) {
      const auto block = ipam::Subnet::ParseNormalised(subnet.ip_address_prefix);
      if (block.Contains(slice.subnet().first()) && block.Contains(slice.subnet().last()))
        return true;
    }
  }
  return false;
}

std::string SubnetsText(const hcn::HostComputeNetwork& network) {
  std::string text;
  for (const hcn::Ipam& ipam : network.ipams) {
    for (const hcn::Subnet& subnet : ipam.subnets) {
      text += (text.empty() ? "" : ", ") + subnet.ip_address_prefix;
    }
  }
  return text.empty() ? "no subnet" : text;
}

[[noreturn]] void Mismatch(const hcn::HostComputeNetwork& network, const std::string& difference) {
  throw Error(Code::kNetworkMismatch,
              "HCN network " + network.name + " (" + network.id.ToString() + ") " + difference +
                  "; correct the network configuration, or remove the network when no pod uses it");
}

void RequireMatch(const conf::NetConf& conf, const hcn::HostComputeNetwork& network) {
  if (network.type != TypeOf(conf)) {
    Mismatch(network, "is of type " + hcn::ToString(network.type) + ", the configuration says " +
                          hcn::ToString(TypeOf(conf)));
  }
  for (const ipam::Slice& slice : conf.slices) {
    if (Contains(network, slice)) continue;
    Mismatch(network, "holds " + SubnetsText(network) + ", the slice of the configuration is " +
                          slice.subnet().ToString());
  }
}

std::optional<KeptNetwork> OpenById(Session& session, const hcn::Guid& id) {
  auto handle = session.hcn.OpenNetwork(id);
  if (!handle) return std::nullopt;
  auto network = session.hcn.QueryNetwork(*handle);
  RequireMatch(session.conf, network);
  return KeptNetwork{std::move(*handle), std::move(network)};
}

std::optional<KeptNetwork> OpenByName(Session& session) {
  const std::string name = session.conf.NetworkName();
  for (const hcn::Guid& id : session.hcn.ListNetworks(hcn::Filter{"Name", name})) {
    auto kept = OpenById(session, id);
    if (kept && kept->network.name == name) return kept;
  }
  return std::nullopt;
}

state::NetworkEntry EntryFor(const conf::NetConf& conf, const hcn::Guid& id,
                             std::string created_by) {
  state::NetworkEntry entry;
  entry.owner = conf.network.owner;
  std::string type = hcn::ToString(TypeOf(conf));
  std::transform(type.begin(), type.end(), type.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  entry.kind = "hcn-" + type;
  entry.name = conf.NetworkName();
  entry.id = id;
  for (const ipam::Slice& slice : conf.slices) entry.subnets.push_back(slice.subnet().ToString());
  entry.subnet = entry.subnets.empty() ? "" : entry.subnets.front();
  entry.created_by = std::move(created_by);
  return entry;
}

// The id that the configuration or the marker gives the network; nil when neither does.
hcn::Guid RecordedId(const conf::NetConf& conf, const std::optional<state::NetworkEntry>& entry) {
  if (const auto configured = hcn::Guid::Parse(conf.network.id)) return *configured;
  return entry ? entry->id : hcn::Guid();
}

std::optional<KeptNetwork> Find(Session& session, const std::optional<state::NetworkEntry>& entry) {
  const hcn::Guid id = RecordedId(session.conf, entry);
  if (!id.IsNil()) {
    if (auto kept = OpenById(session, id)) return kept;
  }
  return OpenByName(session);
}

// The entry that says how the network came to be stays as it is; one that names another network
// does not.
void Adopt(Session& session, const std::optional<state::NetworkEntry>& entry,
           const KeptNetwork& kept) {
  if (entry && entry->id == kept.network.id) return;
  session.marker.Upsert(EntryFor(session.conf, kept.network.id, {}));
  session.log.Info("adopted HCN network " + kept.network.name + " (" + kept.network.id.ToString() +
                   ")");
}

// Somebody else made a network of this name, or of this id, since we looked.
KeptNetwork AdoptTaken(Session& session) {
  const auto entry = session.marker.Get(session.conf.network.owner);
  auto kept = Find(session, entry);
  if (!kept) {
    throw Error(Code::kTryAgainLater, "HCN says that network " + session.conf.NetworkName() +
                                          " exists, but lists none of that name");
  }
  Adopt(session, entry, *kept);
  return std::move(*kept);
}

KeptNetwork Create(Session& session, const std::optional<state::NetworkEntry>& entry) {
  hcn::Guid id = RecordedId(session.conf, entry);
  if (id.IsNil()) id = NetworkId(session.conf.owner_tag, session.conf.NetworkName());
  session.marker.Upsert(EntryFor(session.conf, id, session.conf.owner_tag));
  auto handle = session.hcn.CreateNetwork(NetworkDocument(session.conf, id));
  if (!handle) return AdoptTaken(session);
  auto network = session.hcn.QueryNetwork(*handle);
  RequireMatch(session.conf, network);
  if (network.id != id) {
    session.marker.Upsert(EntryFor(session.conf, network.id, session.conf.owner_tag));
  }
  session.log.Info("made HCN network " + network.name + " (" + network.id.ToString() + ")");
  return {std::move(*handle), std::move(network)};
}

}  // namespace

std::optional<KeptNetwork> FindNetwork(Session& session) {
  return Find(session, session.marker.Get(session.conf.network.owner));
}

KeptNetwork EnsureNetwork(Session& session) {
  auto entry = session.marker.Get(session.conf.network.owner);
  const hcn::Guid id = RecordedId(session.conf, entry);
  if (entry && entry->id == id) {
    if (auto kept = OpenById(session, id)) return std::move(*kept);
  }
  const auto lock = session.locks.Network();
  entry = session.marker.Get(session.conf.network.owner);
  if (auto kept = Find(session, entry)) {
    Adopt(session, entry, *kept);
    return std::move(*kept);
  }
  RequireCreatable(session);
  return Create(session, entry);
}

void RequireCreatable(const Session& session) {
  const conf::NetworkConf& network = session.conf.network;
  const hcn::NetworkType type = TypeOf(session.conf);
  const std::string name =
      "HCN network " + session.conf.NetworkName() + " of type " + hcn::ToString(type);
  switch (type) {
    case hcn::NetworkType::kInternal:
    case hcn::NetworkType::kNat:
    case hcn::NetworkType::kPrivate:
      return;
    case hcn::NetworkType::kOverlay:
      throw Error(Code::kTryAgainLater,
                  name + " does not exist; the overlay's own agent (flannel, Calico) makes it");
    default:
      break;
  }
  if (network.create && !network.adapter.empty()) return;
  throw Error(Code::kInvalidNetworkConfig,
              name +
                  " does not exist, and making it takes over an adapter and cuts the node's "
                  "connections for a while; set network.create to true and network.adapter to "
                  "the adapter's name to have it made");
}

}  // namespace plugin
