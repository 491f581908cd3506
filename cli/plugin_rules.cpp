#include "cli/plugin_rules.h"

#include <algorithm>
#include <array>
#include <set>

#include "cli/key_rules.h"
#include "cli/nearest.h"
#include "conf/value.h"
#include "hcn/policy.h"
#include "plugin/cluster_policies.h"
#include "plugin/error.h"
#include "plugin/network_keeper.h"

namespace cli {
namespace {

using conf::NetConf;
using conf::Value;
using Mode = conf::ClusterPolicies::Mode;

// CNI conventions ("Dynamic Plugin specific fields") and what containerd offers besides.
constexpr std::array<std::string_view, 10> kCapabilities{
    "portMappings", "dns",     "bandwidth",      "ips",      "mac",
    "ipRanges",     "aliases", "infinibandGUID", "deviceID", "io.kubernetes.cri.pod-annotations"};

// One plugin, with where its remarks go.
struct Subject {
  const conf::ListedPlugin& plugin;
  const NetConf& conf;
  Remarks& remarks;

  void Add(const Rule& rule, const std::string& path, const std::string& message) const {
    remarks.Add(rule, PathInFile(plugin.path, path), message);
  }
};

std::string At(const char* list, std::size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

void CheckServiceOverlap(const Subject& subject, const ipam::Slice& slice) {
  const auto& services = subject.conf.service_cidrs;
  const auto taken = std::ranges::find_if(
      services, [&](const ipam::Subnet& cidr) { return cidr.Overlaps(slice.subnet()); });
  if (taken == services.end()) return;
  subject.Add(rule::kServiceOverlap, "slice",
              "slice " + slice.subnet().ToString() + " overlaps serviceCIDRs, " +
                  taken->ToString() + ": pods and services would have the same addresses");
}

void CheckInsideCluster(const Subject& subject, const ipam::Slice& slice) {
  const auto family = slice.subnet().family();
  std::string all;
  for (const ipam::Subnet& cidr : subject.conf.cluster_cidrs) {
    if (cidr.family() != family) continue;
    if (cidr.Contains(slice.subnet().first()) && cidr.Contains(slice.subnet().last())) return;
    all += (all.empty() ? "" : ", ") + cidr.ToString();
  }
  if (all.empty()) return;
  subject.Add(rule::kOutsideCluster, "slice",
              "slice " + slice.subnet().ToString() + " is not inside clusterCIDRs, " + all +
                  ": what other nodes' pods send there is masqueraded");
}

void CheckAddresses(const Subject& subject) {
  for (const ipam::Slice& slice : subject.conf.slices) {
    CheckServiceOverlap(subject, slice);
    CheckInsideCluster(subject, slice);
  }
  for (const ipam::Subnet& cluster : subject.conf.cluster_cidrs) {
    for (const ipam::Subnet& services : subject.conf.service_cidrs) {
      if (!cluster.Overlaps(services)) continue;
      subject.Add(rule::kClusterOverlap, "serviceCIDRs",
                  "serviceCIDRs " + services.ToString() + " and clusterCIDRs " +
                      cluster.ToString() + " overlap");
    }
  }
}

// Those of the cluster's policies that such a network carries, whatever the CIDRs are.
std::set<std::string> Carried(hcn::NetworkType type) {
  NetConf probe;
  probe.cluster_cidrs = {ipam::Subnet::Parse("10.0.0.0/16")};
  probe.service_cidrs = {ipam::Subnet::Parse("10.1.0.0/16")};
  std::set<std::string> types;
  for (const hcn::Policy& policy : plugin::ClusterPolicies(probe, type, ipam::Family::kIpv4)) {
    types.insert(policy.type);
  }
  return types;
}

void CheckNoPolicies(const Subject& subject, hcn::NetworkType type) {
  const NetConf& conf = subject.conf;
  const bool has_cidrs = !conf.cluster_cidrs.empty() || !conf.service_cidrs.empty();
  if (conf.cluster_policies.mode != Mode::kAuto || !has_cidrs || !Carried(type).empty()) return;
  subject.Add(
      rule::kNoPolicies, conf.cluster_cidrs.empty() ? "serviceCIDRs" : "clusterCIDRs",
      "endpoints of a network of type " + hcn::ToString(type) +
          " get none of the cluster's policies for clusterCIDRs and serviceCIDRs: it is not "
          "known to carry any; clusterPolicies can ask for them all the same");
}

void CheckPolicyType(const Subject& subject, const std::string& path, const std::string& policy,
                     hcn::NetworkType type) {
  if (Carried(type).contains(policy)) return;
  subject.Add(
      rule::kPolicyType, path,
      path + ": a network of type " + hcn::ToString(type) + " is not known to carry " + policy);
}

void CheckPolicies(const Subject& subject, hcn::NetworkType type) {
  const NetConf& conf = subject.conf;
  CheckNoPolicies(subject, type);
  const std::vector<std::string> all{std::string(hcn::kOutBoundNat), std::string(hcn::kSdnRoute),
                                     std::string(hcn::kAcl)};
  const bool sends_all = conf.cluster_policies.mode == Mode::kAll;
  for (const std::string& policy : sends_all ? all : conf.cluster_policies.listed) {
    CheckPolicyType(subject, "clusterPolicies", policy, type);
  }
  for (std::size_t i = 0; i < conf.endpoint_policies.size(); ++i) {
    const std::string& policy = conf.endpoint_policies[i].type;
    if (std::ranges::find(all, policy) == all.end()) continue;
    const bool is_by_place = Value(subject.plugin.conf, "").Member("endpointPolicies").IsList();
    CheckPolicyType(subject, is_by_place ? At("endpointPolicies", i) : "policies", policy, type);
  }
}

void CheckMasquerade(const Subject& subject, hcn::NetworkType type) {
  try {
    plugin::RequireMasqueradable(subject.conf, type);
  } catch (const plugin::Error& error) {
    subject.Add(rule::kMasquerade, subject.conf.ip_masq.value_or(false) ? "ipMasq" : "loopbackDSR",
                error.what());
  }
}

void CheckMaking(const Subject& subject, hcn::NetworkType type) {
  const conf::NetworkConf& network = subject.conf.network;
  if (!network.create) return;
  if (type == hcn::NetworkType::kOverlay) {
    subject.Add(rule::kNeverMade, "network.create",
                "network.create is true, but an Overlay network is only used, never made here; its "
                "own agent (flannel, Calico) makes it");
  } else if (plugin::TakesAdapter(type) && network.adapter.empty()) {
    subject.Add(rule::kAdapter, "network",
                "network.adapter is missing: a network of type " + hcn::ToString(type) +
                    " is bound to an adapter, and network.create makes none without its name");
  }
}

void CheckDeclared(const Subject& subject, const Value& declared) {
  for (const auto& [name, value] : declared.Object().items()) {
    const std::string path = "capabilities." + name;
    if (!value.is_boolean() && !value.is_null()) {
      subject.Add(rule::kWrongType, path,
                  path + " must be true or false; runtimes read nothing of a file where it is not");
    }
    if (std::ranges::find(kCapabilities, name) != kCapabilities.end()) continue;
    const std::string_view nearest = Nearest(name, kCapabilities);
    subject.Add(rule::kUnknownCapability, path,
                path +
                    " is no capability that is known here, and what a runtime sends by it is "
                    "ignored" +
                    (nearest.empty() ? "" : "; " + std::string(nearest) + " may be meant"));
  }
}

// A runtime overwrites runtimeConfig with what it may send.
void CheckUsed(const Subject& subject, const Value& declared, const Value& used) {
  for (const auto& [name, value] : used.Object().items()) {
    const bool is_declared = declared.IsObject() && declared.Object().contains(name) &&
                             declared.Object().at(name) == true;
    if (is_declared) continue;
    std::string message = "runtimeConfig.";
    message.append(name).append(" is used, and capabilities does not declare ").append(name);
    subject.Add(rule::kUndeclaredCapability, "runtimeConfig." + name,
                message.append(": a runtime sends none"));
  }
}

void CheckCapabilities(const Subject& subject) {
  const Value root(subject.plugin.conf, "");
  const Value declared = root.Member("capabilities");
  const Value used = root.Member("runtimeConfig");
  if (declared.IsObject()) CheckDeclared(subject, declared);
  if (used.IsObject()) CheckUsed(subject, declared, used);
}

bool IsAboutNetwork(const conf::Error& error) { return error.path().starts_with("network"); }

}  // namespace

void CheckPlugin(const conf::ListedPlugin& plugin, const conf::CheckedNetConf& checked,
                 Remarks& remarks) {
  const Subject subject{plugin, checked.conf, remarks};
  CheckAddresses(subject);
  CheckCapabilities(subject);
  if (std::ranges::any_of(checked.errors, IsAboutNetwork)) return;
  const hcn::NetworkType type = plugin::TypeOf(checked.conf);
  CheckPolicies(subject, type);
  CheckMasquerade(subject, type);
  CheckMaking(subject, type);
}

}  // namespace cli
