#include "plugin/endpoint_policies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugin/error.h"
#include "tests/plugin/node.h"

namespace plugin {
namespace {

using hcn::NetworkType;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::vector<std::string> kIpv4{"10.200.42.2"};
const std::vector<std::string> kDual{"10.200.42.2", "fd00:200:42::2"};

conf::NetConf Parse(const json& document) {
  return conf::ParseNetConf(document, {"/var/lib/x"}, conf::Strictness::kStrict);
}

// The policies as HCN would see them.
json Policies(std::string_view changes, NetworkType type = NetworkType::kL2Bridge,
              const std::vector<std::string>& addresses = kIpv4) {
  std::vector<ipam::IpAddress> parsed;
  for (const std::string& text : addresses) parsed.push_back(*ipam::IpAddress::Parse(text));
  json policies = json::array();
  for (const auto& policy : EndpointPolicies(Parse(ConfWith(changes)), type, parsed)) {
    policies.push_back({{"Type", policy.type}, {"Settings", policy.settings}});
  }
  return policies;
}

json SettingsOf(const json& policies, std::string_view type) {
  json settings = json::array();
  for (const json& policy : policies) {
    if (policy["Type"] == type) settings.push_back(policy["Settings"]);
  }
  return settings;
}

// In a few words: "NAT", "route 10.200.0.0/16", "encap 10.96.0.0/12", "ACL".
std::vector<std::string> Summary(const json& policies) {
  std::vector<std::string> words;
  for (const json& policy : policies) {
    const json& settings = policy["Settings"];
    if (policy["Type"] != "SDNRoute") {
      words.push_back(policy["Type"]);
    } else {
      words.push_back((settings["NeedEncap"] == true ? "encap " : "route ") +
                      settings["DestinationPrefix"].get<std::string>());
    }
  }
  return words;
}

const char* const kC = "route 10.200.0.0/16";
const char* const kS = "encap 10.96.0.0/12";

struct Row {
  NetworkType type;
  std::vector<std::string> carries;
};

const std::vector<Row> kTable{
    {NetworkType::kL2Bridge, {"OutBoundNAT", kC, kS, "ACL"}},
    {NetworkType::kL2Tunnel, {"OutBoundNAT", kC, kS, "ACL"}},
    {NetworkType::kOverlay, {"OutBoundNAT", kS, "ACL"}},
    {NetworkType::kTransparent, {}},
    {NetworkType::kInternal, {}},
    {NetworkType::kPrivate, {}},
    {NetworkType::kNat, {}},
};

TEST(ClusterPolicies, AreByDefaultWhatTheTypeOfNetworkCarries) {
  for (const auto& [type, carries] : kTable) {
    EXPECT_EQ(Summary(Policies("{}", type)), carries) << hcn::ToString(type);
    EXPECT_EQ(Summary(Policies(R"({"clusterPolicies": "auto"})", type)), carries);
  }
}

TEST(ClusterPolicies, AreAllOfThemOnEveryTypeWhenAskedFor) {
  const std::vector<std::string> all{"OutBoundNAT", kC, kS, "ACL"};
  for (const Row& row : kTable) {
    EXPECT_EQ(Summary(Policies(R"({"clusterPolicies": "all"})", row.type)), all);
  }
}

TEST(ClusterPolicies, AreNoneWhenAskedFor) {
  for (const Row& row : kTable) {
    EXPECT_THAT(Policies(R"({"clusterPolicies": "none"})", row.type), IsEmpty());
  }
}

TEST(ClusterPolicies, AreTheListedOnesWhateverTheType) {
  for (const Row& row : kTable) {
    EXPECT_THAT(Summary(Policies(R"({"clusterPolicies": ["ACL"]})", row.type)), ElementsAre("ACL"));
    EXPECT_THAT(Summary(Policies(R"({"clusterPolicies": ["SDNRoute"]})", row.type)),
                ElementsAre(kC, kS));
    EXPECT_THAT(Summary(Policies(R"({"clusterPolicies": ["OutBoundNAT"]})", row.type)),
                ElementsAre("OutBoundNAT"));
    EXPECT_THAT(Policies(R"({"clusterPolicies": []})", row.type), IsEmpty());
  }
}

TEST(ClusterPolicies, SayWhatHcnWantsToHear) {
  const json policies = Policies(R"({"clusterCIDRs": ["10.200.0.0/16", "10.201.0.0/16"]})");
  EXPECT_EQ(SettingsOf(policies, "OutBoundNAT"),
            json::array({{{"Exceptions", {"10.200.0.0/16", "10.201.0.0/16", "10.96.0.0/12"}}}}));
  EXPECT_EQ(SettingsOf(policies, "ACL"),
            json::array({{{"Action", "Allow"},
                          {"Direction", "In"},
                          {"RuleType", "Switch"},
                          {"Priority", 65500},
                          {"RemoteAddresses", "10.200.0.0/16,10.201.0.0/16"}}}));
}

TEST(ClusterPolicies, HaveNormalisedPrefixes) {
  EXPECT_THAT(Summary(Policies(R"({"clusterCIDRs": ["10.200.42.7/16"],
                                   "clusterPolicies": ["SDNRoute"]})")),
              ElementsAre(kC, kS));
}

TEST(ClusterPolicies, NeverHoldAnEmptyPrefix) {
  EXPECT_THAT(Policies(R"({"clusterCIDRs": [], "serviceCIDRs": null})"), IsEmpty());
  EXPECT_THAT(Summary(Policies(R"({"clusterCIDRs": [], "clusterPolicies": "all"})")),
              ElementsAre("OutBoundNAT", kS));
  EXPECT_THAT(Summary(Policies(R"({"serviceCIDRs": [], "clusterPolicies": "all"})")),
              ElementsAre("OutBoundNAT", kC, "ACL"));
}

TEST(ClusterPolicies, ComeOncePerFamily) {
  const json policies = Policies(R"({"slice": ["10.200.42.0/24", "fd00:200:42::/64"],
      "clusterCIDRs": ["10.200.0.0/16", "fd00:200::/32"], "serviceCIDRs": ["fd00:96::/108"]})",
                                 NetworkType::kL2Bridge, kDual);
  EXPECT_EQ(SettingsOf(policies, "OutBoundNAT"),
            json::array({{{"Exceptions", {"10.200.0.0/16"}}},
                         {{"Exceptions", {"fd00:200::/32", "fd00:96::/108"}}, {"Flags", 2}}}));
  EXPECT_THAT(Summary(policies), ElementsAre("OutBoundNAT", kC, "ACL", "OutBoundNAT",
                                             "route fd00:200::/32", "encap fd00:96::/108", "ACL"));
}

TEST(ClusterPolicies, HideNoFamilyOfWhichTheClusterIsNotKnown) {
  const json policies = Policies(R"({"slice": ["10.200.42.0/24", "fd00:200:42::/64"]})",
                                 NetworkType::kL2Bridge, kDual);
  EXPECT_EQ(SettingsOf(policies, "OutBoundNAT"),
            json::array({{{"Exceptions", {"10.200.0.0/16", "10.96.0.0/12"}}}}));
}

// C-Q-01
TEST(IpMasq, OffLeavesOutBoundNatOut) {
  EXPECT_THAT(Summary(Policies(R"({"ipMasq": false})")), ElementsAre(kC, kS, "ACL"));
  EXPECT_THAT(Summary(Policies(R"({"ipMasq": false, "clusterPolicies": "all"})")),
              ElementsAre(kC, kS, "ACL"));
}

// C-Q-01
TEST(IpMasq, OnBringsOutBoundNatWithoutTheOthers) {
  for (const auto type : {NetworkType::kInternal, NetworkType::kNat, NetworkType::kL2Bridge}) {
    EXPECT_THAT(Summary(Policies(R"({"ipMasq": true, "clusterPolicies": "none"})", type)),
                ElementsAre("OutBoundNAT"));
  }
}

TEST(IpMasq, OnIsRefusedWhereTheContainerWouldNotStart) {
  try {
    Policies(R"({"ipMasq": true})", NetworkType::kTransparent);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::kInvalidNetworkConfig);
    EXPECT_THAT(error.what(), HasSubstr("ipMasq"));
  }
}

TEST(EndpointPolicies, OfTheUserComeBehindOurs) {
  const json policies = Policies(R"({"endpointPolicies": [
      {"Type": "EncapOverhead", "Settings": {"Overhead": 50}},
      {"Type": "ACL", "Settings": {"Action": "Block", "Priority": 200}}]})");
  EXPECT_THAT(Summary(policies), ElementsAre("OutBoundNAT", kC, kS, "ACL", "EncapOverhead", "ACL"));
  EXPECT_EQ(policies[4]["Settings"], json({{"Overhead", 50}}));
  EXPECT_EQ(policies[5]["Settings"], json({{"Action", "Block"}, {"Priority", 200}}));
}

TEST(EndpointPolicies, HoldOneOutBoundNatPerFamily) {
  const json policies = Policies(R"({"endpointPolicies": [{"Type": "OutBoundNAT", "Settings":
      {"Exceptions": ["10.96.0.0/12", "192.168.0.0/16"], "VirtualIP": "10.9.9.9"}}]})");
  EXPECT_EQ(SettingsOf(policies, "OutBoundNAT"),
            json::array({{{"Exceptions", {"10.200.0.0/16", "10.96.0.0/12", "192.168.0.0/16"}},
                          {"VirtualIP", "10.9.9.9"}}}));
}

TEST(EndpointPolicies, AreSplitWhereAnOutBoundNatIsOfBothFamilies) {
  const auto settings = [](const char* exceptions) {
    json changes = json::parse(R"({"clusterPolicies": "none", "endpointPolicies":
        [{"Type": "OutBoundNAT", "Settings": {"MaxPortPoolUsage": 9}}]})");
    changes["endpointPolicies"][0]["Settings"]["Exceptions"] = json::parse(exceptions);
    return SettingsOf(Policies(changes.dump()), "OutBoundNAT");
  };
  EXPECT_EQ(settings(R"(["10.0.0.0/8", "fd00::/8"])"),
            json::array({{{"Exceptions", {"10.0.0.0/8"}}, {"MaxPortPoolUsage", 9}},
                         {{"Exceptions", {"fd00::/8"}}, {"Flags", 2}}}));
  EXPECT_EQ(settings(R"(["fd00::/8"])"),
            json::array({{{"Exceptions", {"fd00::/8"}}, {"Flags", 2}, {"MaxPortPoolUsage", 9}}}));
  EXPECT_EQ(settings(R"(["10.0.0.0/8"])"),
            json::array({{{"Exceptions", {"10.0.0.0/8"}}, {"MaxPortPoolUsage", 9}}}));
}

TEST(EndpointPolicies, KeepTheOutBoundNatOfAnotherFamilyApart) {
  const json policies = Policies(R"({"endpointPolicies": [{"Type": "OutBoundNAT", "Settings":
      {"Exceptions": ["fd00::/8"], "Flags": 2}}]})");
  EXPECT_EQ(SettingsOf(policies, "OutBoundNAT").size(), 2U);
}

TEST(EndpointPolicies, SendThePodsOwnTrafficBackUntranslated) {
  EXPECT_EQ(
      SettingsOf(Policies(R"({"loopbackDSR": true, "clusterPolicies": "none"})"), "OutBoundNAT"),
      json::array({{{"Destinations", {"10.200.42.2"}}}}));
  EXPECT_EQ(SettingsOf(Policies(R"({"loopbackDSR": true, "slice":
                ["10.200.42.0/24", "fd00:200:42::/64"], "clusterCIDRs": ["10.200.0.0/16"],
                "serviceCIDRs": [], "clusterPolicies": ["OutBoundNAT"]})",
                                NetworkType::kL2Bridge, kDual),
                       "OutBoundNAT")
                .size(),
            2U);
}

TEST(Bandwidth, OfEgressBecomesBytes) {
  EXPECT_EQ(SettingsOf(Policies(R"({"runtimeConfig": {"bandwidth": {"egressRate": 8000000,
                                    "egressBurst": 1000}}})"),
                       "QOS"),
            json::array({{{"MaximumOutgoingBandwidthInBytes", 1000000}}}));
  EXPECT_THAT(SettingsOf(Policies(R"({"runtimeConfig": {"bandwidth": {"egressRate": 0}}})"), "QOS"),
              IsEmpty());
}

}  // namespace
}  // namespace plugin
