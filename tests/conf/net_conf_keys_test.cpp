#include "conf/net_conf_keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/conf/expect_error.h"
#include "tests/conf/samples.h"
#include "tests/support/absolute.h"

namespace conf {
namespace {

using nlohmann::json;
using support::Absolute;
using testing::ElementsAre;
using testing::IsEmpty;

// "network.owner" as a JSON pointer.
std::string PointerTo(std::string_view path) {
  std::string pointer = "/" + std::string(path);
  std::replace(pointer.begin(), pointer.end(), '.', '/');
  return pointer;
}

NetConf With(std::string_view path, const json& value) {
  return Strict(ConfWith(PointerTo(path), value));
}

// C-Q-05
TEST(NetConfKeys, ReadEveryKeyOfTheSample) {
  json sample = json::parse(R"({
    "cniVersion": "1.0.0", "name": "overlay", "type": "hcn-slice", "slice": "10.200.42.0/24",
    "clusterCIDRs": ["10.200.0.0/16"], "serviceCIDRs": ["10.96.0.0/12"],
    "network": {"owner": "service:web", "name": "net", "type": "L2Bridge", "adapter": "Ethernet",
                "create": true, "id": "", "portBase": 51821},
    "namespace": "join", "clusterPolicies": "all",
    "endpointPolicies": [{"Type": "QOS", "Settings": {"MaximumOutgoingBandwidthInBytes": 5}}],
    "loopbackDSR": true, "ipMasq": true, "macPrefix": "0E-2A",
    "dns": {"nameservers": ["10.96.0.10"], "domain": "d", "search": ["s"], "options": ["o"]},
    "podSearch": false,
    "capabilities": {"portMappings": true, "dns": true, "bandwidth": true, "ips": true},
    "stateDir": "", "networkMarkerShared": true, "ownerTag": "tag",
    "log": {"level": "debug", "maxSizeMiB": 6, "maxFiles": 7},
    "timeouts": {"add": 1, "del": 2, "check": 3, "gc": 4, "status": 5}})");
  sample["networkMarker"] = Absolute("/m.json");
  sample["log"]["file"] = Absolute("/l.log");
  const NetConf conf = Strict(sample);
  EXPECT_EQ(conf.cluster_cidrs.at(0).ToString(), "10.200.0.0/16");
  EXPECT_EQ(conf.service_cidrs.at(0).ToString(), "10.96.0.0/12");
  EXPECT_EQ(conf.network.owner, "service:web");
  EXPECT_EQ(conf.network.name, "net");
  EXPECT_EQ(conf.network.type, "L2Bridge");
  EXPECT_EQ(conf.network.adapter, "Ethernet");
  EXPECT_TRUE(conf.network.create);
  EXPECT_EQ(conf.network.port_base, 51821);
  EXPECT_EQ(conf.name_space, NamespacePolicy::kJoin);
  EXPECT_EQ(conf.cluster_policies.mode, ClusterPolicies::Mode::kAll);
  EXPECT_EQ(conf.endpoint_policies.at(0).type, "QOS");
  EXPECT_EQ(conf.endpoint_policies.at(0).settings["MaximumOutgoingBandwidthInBytes"], 5);
  EXPECT_TRUE(conf.loopback_dsr);
  EXPECT_EQ(conf.ip_masq, true);
  EXPECT_EQ(conf.mac_prefix, "0E-2A");
  EXPECT_EQ(conf.dns, (Dns{{"10.96.0.10"}, "d", {"s"}, {"o"}}));
  EXPECT_FALSE(conf.pod_search);
  EXPECT_EQ(conf.network_marker, Absolute("/m.json"));
  EXPECT_TRUE(conf.network_marker_shared);
  EXPECT_EQ(conf.owner_tag, "tag");
  EXPECT_EQ(conf.log.file, Absolute("/l.log"));
  EXPECT_EQ(conf.log.level, "debug");
  EXPECT_EQ(conf.log.max_size_mib, 6U);
  EXPECT_EQ(conf.log.max_files, 7U);
  const Timeouts& timeouts = conf.timeouts;
  EXPECT_THAT((std::array{timeouts.add.count(), timeouts.del.count(), timeouts.check.count(),
                          timeouts.gc.count(), timeouts.status.count()}),
              ElementsAre(1, 2, 3, 4, 5));
}

TEST(NetConfKeys, AreEachTheirOwn) {
  std::set<std::string_view> paths;
  for (const Key& key : NetConfKeys()) {
    EXPECT_TRUE(paths.insert(key.path).second) << key.path;
  }
}

// C-D-14
TEST(NetConfKeys, TakeNullForAbsent) {
  for (const Key& key : NetConfKeys()) {
    if (key.path != "slice") {
      EXPECT_EQ(With(key.path, nullptr).name, "overlay") << key.path;
    }
  }
  for (const std::string section : {"network", "dns", "log", "timeouts", "ipam", "args"}) {
    EXPECT_EQ(With(section, nullptr).name, "overlay") << section;
  }
}

TEST(NetConfKeys, TakeAnEmptyTextForAbsentWhereTextBelongs) {
  const std::set<std::string_view> texts{
      "sliceFile",       "ipam.type",  "type",      "network.owner", "network.name", "network.type",
      "network.adapter", "network.id", "namespace", "macPrefix",     "dns.domain",   "stateDir",
      "networkMarker",   "ownerTag",   "log.file",  "log.level"};
  for (const Key& key : NetConfKeys()) {
    if (key.path != "slice") {
      EXPECT_NE(ErrorOf([&] { return With(key.path, ""); }).problem.has_value(),
                texts.contains(key.path))
          << key.path;
    }
  }
}

TEST(NetConfKeys, LeaveEmptyElementsOfDnsOut) {
  EXPECT_THAT(With("dns.nameservers", {"", "10.0.0.1", nullptr}).dns.nameservers,
              ElementsAre("10.0.0.1"));
  EXPECT_THAT(With("dns.search", {"", "a"}).dns.search, ElementsAre("a"));
}

// C-D-14, C-Q-01: no key takes a number with a fraction.
TEST(NetConfKeys, AreNamedWhenTheyHaveTheWrongJsonType) {
  for (const Key& key : NetConfKeys()) {
    const std::string path(key.path);
    EXPECT_THAT(ErrorOf([&] { return With(path, 1.5); }),
                Is(Problem::kMalformed, path + " must be "))
        << path;
    EXPECT_EQ(ErrorOf([&] { return Tolerant(ConfWith(PointerTo(path), 1.5)); }).problem.has_value(),
              key.need == Key::Need::kAlways)
        << path;
  }
}

TEST(NetConfKeys, AreObjectsWhereTheyHaveMembers) {
  for (const std::string section : {"network", "dns", "log", "timeouts", "ipam", "args"}) {
    for (const json& bad : {json("x"), json::array(), json(1)}) {
      EXPECT_THAT(ErrorOf([&] { return With(section, bad); }),
                  Is(Problem::kMalformed, section + " must be an object"))
          << section;
    }
  }
}

TEST(NetConfKeys, ClearHostBitsOfCidrLists) {
  const NetConf conf = With("clusterCIDRs", {"10.200.3.4/16", "fd00::1/48"});
  EXPECT_EQ(conf.cluster_cidrs.at(0).ToString(), "10.200.0.0/16");
  EXPECT_EQ(conf.cluster_cidrs.at(1).ToString(), "fd00::/48");
  EXPECT_THAT(With("serviceCIDRs", json::array()).service_cidrs, IsEmpty());
}

TEST(NetConfKeys, SpellHcnsWordsAsHcnDoes) {
  const std::pair<const char*, const char*> kTypes[] = {
      {"nat", "NAT"},
      {"INTERNAL", "Internal"},
      {"private", "Private"},
      {"l2bridge", "L2Bridge"},
      {"L2tunnel", "L2Tunnel"},
      {"overlay", "Overlay"},
      {"Transparent", "Transparent"},
  };
  for (const auto& [written, spelled] : kTypes) {
    EXPECT_EQ(With("network.type", written).network.type, spelled);
  }
  EXPECT_EQ(With("network.id", "F2A5F4E6-5D0B-4B35-A3A5-8D8F8B6A1C11").network.id,
            "f2a5f4e6-5d0b-4b35-a3a5-8d8f8b6a1c11");
  EXPECT_EQ(With("macPrefix", "0e:2a").mac_prefix, "0E-2A");
}

TEST(NetConfKeys, ListClusterPolicies) {
  EXPECT_EQ(With("clusterPolicies", "none").cluster_policies.mode, ClusterPolicies::Mode::kNone);
  EXPECT_EQ(With("clusterPolicies", "auto").cluster_policies.mode, ClusterPolicies::Mode::kAuto);
  const ClusterPolicies listed = With("clusterPolicies", {"ACL", "SDNRoute"}).cluster_policies;
  EXPECT_EQ(listed.mode, ClusterPolicies::Mode::kListed);
  EXPECT_THAT(listed.listed, ElementsAre("ACL", "SDNRoute"));
}

// C-P-06
TEST(NetConfKeys, ReadTheAddressesOfArgs) {
  const NetConf conf = With("args.cni.ips", {"10.200.42.7/24", "fd00::7"});
  ASSERT_EQ(conf.args_ips.size(), 2U);
  EXPECT_EQ(conf.args_ips[0].address.ToString(), "10.200.42.7");
  EXPECT_EQ(conf.args_ips[1].prefix_length, std::nullopt);
}

TEST(NetConfKeys, ReadOwnersAndLogLevels) {
  for (const char* owner : {"base", "shared-nat", "service:web-1.x", "iso:A_b"}) {
    EXPECT_EQ(With("network.owner", owner).network.owner, owner);
  }
  for (const char* level :
       {"trace", "debug", "info", "warning", "warn", "error", "err", "critical", "off"}) {
    EXPECT_EQ(With("log.level", level).log.level, level);
  }
}

}  // namespace
}  // namespace conf
