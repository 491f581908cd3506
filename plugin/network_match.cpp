#include "plugin/network_match.h"

#include <algorithm>
#include <optional>

#include "conf/text.h"
#include "hcn/policy.h"
#include "plugin/error.h"
#include "plugin/network_keeper.h"

namespace plugin {
namespace {

// Empty for what is no subnet: the marker's may be another program's.
std::optional<ipam::Subnet> ReadSubnet(const std::string& text) {
  try {
    return ipam::Subnet::ParseNormalised(text);
  } catch (const ipam::Error&) {
    return std::nullopt;
  }
}

std::vector<ipam::Subnet> ReadSubnets(const state::NetworkEntry& entry) {
  std::vector<ipam::Subnet> subnets;
  const std::vector<std::string> only_one{entry.subnet};
  for (const std::string& text : entry.IsForeign() ? only_one : entry.subnets) {
    if (const auto subnet = ReadSubnet(text)) subnets.push_back(*subnet);
  }
  return subnets;
}

std::string Joined(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : ", ") + text;
  return joined;
}

bool Contains(const hcn::HostComputeNetwork& network, const ipam::Subnet& subnet) {
  const auto texts = SubnetsOf(network);
  return std::ranges::any_of(texts, [&subnet](const std::string& text) {
    const auto block = ReadSubnet(text);
    return block && block->Contains(subnet.first()) && block->Contains(subnet.last());
  });
}

// Empty when HCN names none.
std::string AdapterOf(const hcn::HostComputeNetwork& network) {
  for (const hcn::Policy& policy : network.policies) {
    if (policy.type == hcn::kNetAdapterName) {
      return policy.settings.value("NetworkAdapterName", "");
    }
  }
  return "";
}

// One network and one other side that it is compared with.
class Comparison {
 public:
  Comparison(const hcn::HostComputeNetwork& network, std::string other_side, std::string next_step)
      : network_(network), other_side_(std::move(other_side)), next_step_(std::move(next_step)) {}

  // `difference` says what the network is, `other` what the other side says.
  [[noreturn]] void Fail(const std::string& difference, const std::string& other) const {
    throw Error(Code::kNetworkMismatch, "HCN network " + network_.name + " (" +
                                            network_.id.ToString() + ") " + difference + ", " +
                                            other_side_ + " says " + other + "; " + next_step_);
  }

  void RequireEqual(const std::string& what, const std::string& live,
                    const std::string& other) const {
    if (!conf::EqualsIgnoringCase(live, other)) Fail(what + live, other);
  }

  void RequireSubnets(const std::vector<ipam::Subnet>& subnets) const {
    for (const ipam::Subnet& subnet : subnets) {
      if (Contains(network_, subnet)) continue;
      const std::string live = Joined(SubnetsOf(network_));
      Fail("holds " + (live.empty() ? "no subnet" : live), subnet.ToString());
    }
  }

 private:
  const hcn::HostComputeNetwork& network_;
  std::string other_side_;
  std::string next_step_;
};

std::vector<ipam::Subnet> SubnetsOf(const conf::NetConf& conf) {
  std::vector<ipam::Subnet> subnets;
  for (const ipam::Slice& slice : conf.slices) subnets.push_back(slice.subnet());
  return subnets;
}

void CompareWithConf(const conf::NetConf& conf, bool is_recorded,
                     const hcn::HostComputeNetwork& network) {
  std::string next_step =
      "correct the network configuration, or remove the network when no pod uses it";
  if (is_recorded) next_step += " (`hcn-slice network release " + conf.network.owner + "`)";
  const Comparison comparison(network, "the configuration", std::move(next_step));
  const auto& wanted = conf.network;
  if (!wanted.id.empty()) comparison.RequireEqual("has id ", network.id.ToString(), wanted.id);
  if (!wanted.name.empty())
    comparison.RequireEqual("has name ", conf::Quoted(network.name), conf::Quoted(wanted.name));
  comparison.RequireEqual("is of type ", hcn::ToString(network.type), hcn::ToString(TypeOf(conf)));
  const std::string adapter = AdapterOf(network);
  if (!wanted.adapter.empty() && !adapter.empty()) {
    comparison.RequireEqual("is bound to adapter ", conf::Quoted(adapter),
                            conf::Quoted(wanted.adapter));
  }
  comparison.RequireSubnets(SubnetsOf(conf));
}

}  // namespace

std::vector<std::string> SubnetsOf(const hcn::HostComputeNetwork& network) {
  std::vector<std::string> texts;
  for (const hcn::Ipam& ipam : network.ipams) {
    for (const hcn::Subnet& subnet : ipam.subnets) texts.push_back(subnet.ip_address_prefix);
  }
  return texts;
}

std::string KindOf(hcn::NetworkType type) { return "hcn-" + conf::ToLower(hcn::ToString(type)); }

void RequireAsRecorded(const state::NetworkEntry& entry, const hcn::HostComputeNetwork& network) {
  const Comparison comparison(network, "the network marker",
                              "it has become another network: `hcn-slice network release " +
                                  entry.owner +
                                  "` forgets the entry and leaves this network alone");
  comparison.RequireEqual("has name ", conf::Quoted(network.name), conf::Quoted(entry.name));
  comparison.RequireEqual("is of kind ", KindOf(network.type), entry.kind);
  comparison.RequireSubnets(ReadSubnets(entry));
}

void RequireMatch(const conf::NetConf& conf, const state::NetworkEntry* entry,
                  const hcn::HostComputeNetwork& network) {
  const bool is_recorded = entry != nullptr && entry->id == network.id;
  CompareWithConf(conf, is_recorded, network);
  if (is_recorded) RequireAsRecorded(*entry, network);
}

void RequireUnheld(const conf::NetConf& conf, const state::MarkerContent& marker,
                   const hcn::Guid& id) {
  for (const state::NetworkEntry& entry : marker.networks) {
    if (entry.id != id || entry.owner == conf.network.owner) continue;
    throw Error(Code::kNetworkMismatch,
                "HCN network " + entry.name + " (" + id.ToString() + ") belongs to owner " +
                    entry.owner + " in the network marker, and the configuration is of owner " +
                    conf.network.owner +
                    "; each owner has a network of its own: correct "
                    "network.owner, network.name or network.id");
  }
}

void RequireDisjoint(const conf::NetConf& conf, const state::MarkerContent& marker) {
  for (const state::NetworkEntry& entry : marker.networks) {
    if (entry.owner == conf.network.owner) continue;
    for (const ipam::Subnet& taken : ReadSubnets(entry)) {
      for (const ipam::Slice& slice : conf.slices) {
        if (!slice.subnet().Overlaps(taken)) continue;
        throw Error(Code::kInvalidNetworkConfig,
                    "slice " + slice.subnet().ToString() + " of owner " + conf.network.owner +
                        " overlaps " + taken.ToString() + " of owner " + entry.owner +
                        " on this node; give each owner a slice of its own");
      }
    }
  }
}

}  // namespace plugin
