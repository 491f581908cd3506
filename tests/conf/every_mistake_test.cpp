#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/conf/samples.h"
#include "tests/support/absolute.h"

// What ParseNetConf stops at, all of it at once.

namespace conf {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> TextsOf(const json& document) {
  std::vector<std::string> texts;
  for (const Error& error : CheckNetConf(document, {support::Absolute("/state")}).errors) {
    texts.emplace_back(error.what());
  }
  return texts;
}

std::vector<std::string> PathsOf(const json& document) {
  std::vector<std::string> paths;
  for (const Error& error : CheckNetConf(document, {support::Absolute("/state")}).errors) {
    paths.push_back(error.path());
  }
  return paths;
}

json With(json more) {
  json conf = SmallestConf();
  conf.update(more);
  return conf;
}

TEST(EveryMistake, IsNoneInWhatAddTakes) {
  EXPECT_THAT(TextsOf(SmallestConf()), IsEmpty());
  EXPECT_EQ(CheckNetConf(SmallestConf(), {"/state"}).conf.slices.size(), 1U);
}

TEST(EveryMistake, IsToldInTheWordsOfTheFirst) {
  const json document = With({{"loopbackDSR", "no"}, {"name", "a/b"}, {"podSearch", 1}});
  const auto texts = TextsOf(document);
  ASSERT_EQ(texts.size(), 3U);
  try {
    (void)Strict(document);
    FAIL() << "ADD takes it";
  } catch (const Error& error) {
    EXPECT_EQ(texts[0], error.what());
  }
}

TEST(EveryMistake, IsToldOfEachKey) {
  EXPECT_THAT(PathsOf(With({{"cniVersion", "7"},
                            {"network", {{"owner", "x"}, {"create", 1}, {"portBase", 0}}},
                            {"log", {{"level", "loud"}}},
                            {"timeouts", {{"add", 0}, {"gc", "x"}}}})),
              ElementsAre("cniVersion", "network.owner", "network.create", "network.portBase",
                          "log.level", "timeouts.add", "timeouts.gc"));
}

TEST(EveryMistake, IsToldOfEachElementOfAList) {
  EXPECT_THAT(PathsOf(With({{"clusterCIDRs", {"x", "10.0.0.0/8", 5}},
                            {"clusterPolicies", {"NAT", "ACL", "Route"}},
                            {"dns", {{"nameservers", {"a", "b"}}, {"search", {1, "c"}}}},
                            {"args", {{"cni", {{"ips", {"x", "y"}}}}}}})),
              ElementsAre("clusterCIDRs[0]", "clusterCIDRs[2]", "clusterPolicies[0]",
                          "clusterPolicies[2]", "dns.nameservers[0]", "dns.nameservers[1]",
                          "dns.search[0]", "args.cni.ips[0]", "args.cni.ips[1]"));
}

TEST(EveryMistake, IsToldOfEachPartOfASlice) {
  const json slice{{"subnet", "10.200.42.7/24"},
                   {"rangeStart", "x"},
                   {"rangeEnd", 5},
                   {"gateway", "y"},
                   {"reserved", {"10.200.42.9", "z"}}};
  EXPECT_THAT(PathsOf(With({{"slice", json::array({slice, "w"})}})),
              ElementsAre("slice[0].subnet", "slice[0].rangeStart", "slice[0].rangeEnd",
                          "slice[0].gateway", "slice[0].reserved[1]", "slice[1]"));
}

TEST(EveryMistake, IsNotFollowedByWhatFollowsFromIt) {
  EXPECT_THAT(PathsOf(With({{"slice", "10.200.42.0"}})), ElementsAre("slice"));
  EXPECT_THAT(PathsOf(With({{"slice", {"x", "fd00::/64"}}})), ElementsAre("slice[0]"));
  EXPECT_THAT(TextsOf(With({{"network", "overlay"}})),
              ElementsAre("network must be an object, not \"overlay\""));
  json file = SmallestConf();
  file.erase("slice");
  file["sliceFile"] = "subnet.env";
  EXPECT_THAT(PathsOf(file), ElementsAre("sliceFile"));
}

TEST(EveryMistake, IsToldOfEachSettingOfAPolicy) {
  const json acl{{"Type", "ACL"}, {"Settings", {{"Action", "x"}, {"Colour", 1}, {"Id", 5}}}};
  const json mapping{{"Type", "PortMapping"}, {"Settings", {{"internalport", "x"}}}};
  EXPECT_THAT(PathsOf(With({{"endpointPolicies", {{{"Type", "Nothing"}}, acl, mapping}}})),
              ElementsAre("endpointPolicies[0].Type", "endpointPolicies[1].Settings.Action",
                          "endpointPolicies[1].Settings.Colour", "endpointPolicies[1].Settings.Id",
                          "endpointPolicies[2].Settings.internalport",
                          "endpointPolicies[2].Settings.Protocol",
                          "endpointPolicies[2].Settings.ExternalPort"));
}

TEST(EveryMistake, IsToldOfEachCapability) {
  EXPECT_THAT(PathsOf(With({{"capabilities", {{"aliases", true}, {"deviceID", true}}},
                            {"runtimeConfig",
                             {{"mac", "x"},
                              {"aliases", {"a"}},
                              {"portMappings", {{{"hostPort", 0}}, {{"hostPort", 1}}}}}}})),
              ElementsAre("capabilities.aliases", "capabilities.deviceID", "runtimeConfig.aliases",
                          "runtimeConfig.portMappings[0].hostPort",
                          "runtimeConfig.portMappings[1].containerPort", "runtimeConfig.mac"));
}

TEST(EveryMistake, IsWhatIsNoObjectAtAll) {
  EXPECT_EQ(TextsOf(json::array()).at(0),
            "the network configuration must be an object, not a list");
}

TEST(EveryMistake, IsNoPathOfWindowsOnAnySystem) {
  EXPECT_THAT(TextsOf(With({{"stateDir", "C:\\state"}, {"log", {{"file", "d:/log"}}}})), IsEmpty());
  EXPECT_THAT(PathsOf(With({{"stateDir", "C:state"}, {"log", {{"file", "run\\log"}}}})),
              ElementsAre("stateDir", "log.file"));
}

TEST(EveryMistake, LeavesWhatIsRightToBeLookedAt) {
  const auto checked =
      CheckNetConf(With({{"clusterCIDRs", {"x", "10.0.0.0/8"}}, {"ownerTag", "~"}}), {"/state"});
  EXPECT_EQ(checked.conf.cluster_cidrs.size(), 1U);
  EXPECT_EQ(checked.conf.owner_tag, "hcn-slice");
}

}  // namespace
}  // namespace conf
