#include "conf/endpoint_policies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/conf/expect_error.h"
#include "tests/conf/samples.h"

namespace conf {
namespace {

using nlohmann::json;
using testing::IsEmpty;

std::vector<EndpointPolicy> PoliciesOf(const char* key, const json& value) {
  return Strict(ConfWith(std::string("/") + key, value)).endpoint_policies;
}

EndpointPolicy Policy(const char* text) {
  return PoliciesOf("endpointPolicies", json::array({json::parse(text)})).at(0);
}

EndpointPolicy Older(const char* value) {
  const json argument{{"Name", "EndpointPolicy"}, {"Value", json::parse(value)}};
  return PoliciesOf("AdditionalArgs", json::array({argument})).at(0);
}

Thrown ErrorOfPolicy(const char* text) {
  return ErrorOf([text] { return Policy(text); });
}

TEST(EndpointPolicies, AreSpelledAsHcnSpellsThem) {
  const auto policy = Policy(R"({"type": "sdnroute", "settings":
      {"destinationPrefix": "10.96.0.0/12", "needencap": true, "NextHop": ""}})");
  EXPECT_EQ(policy.type, "SDNRoute");
  EXPECT_EQ(policy.settings,
            json::parse(R"({"DestinationPrefix": "10.96.0.0/12", "NeedEncap": true})"));
}

TEST(EndpointPolicies, HavePrefixesWithoutHostBits) {
  EXPECT_EQ(Policy(R"({"Type": "OutBoundNAT", "Settings": {"Exceptions":
                ["10.96.0.7/12", "192.168.1.5", "fd00::7/32"]}})")
                .settings["Exceptions"],
            json({"10.96.0.0/12", "192.168.1.5/32", "fd00::/32"}));
}

TEST(EndpointPolicies, HaveListsAsTheOneStringThatHcnWants) {
  const auto acl = Policy(R"({"Type": "ACL", "Settings": {"Protocols": 6,
      "RemoteAddresses": ["10.0.0.0/8", "192.168.1.5"], "LocalPorts": "80, 8080-8090",
      "RemotePorts": [443, "1024-65535"], "Action": "block", "Direction": "in",
      "RuleType": "switch", "Priority": 200}})");
  EXPECT_EQ(acl.settings,
            json::parse(R"({"Protocols": "6", "RemoteAddresses": "10.0.0.0/8,192.168.1.5",
                            "LocalPorts": "80,8080-8090", "RemotePorts": "443,1024-65535",
                            "Action": "Block", "Direction": "In", "RuleType": "Switch",
                            "Priority": 200})"));
  EXPECT_EQ(Policy(R"({"Type": "L4WFPPROXY", "Settings": {"OutboundProxyPort": 15001,
                       "FilterTuple": {"Protocols": [6, 17]}}})")
                .settings,
            json::parse(R"({"OutboundProxyPort": "15001", "FilterTuple": {"Protocols": "6,17"}})"));
}

TEST(EndpointPolicies, MayNameAProtocol) {
  for (const char* protocol : {R"("TCP")", "6", R"("6")"}) {
    json policy = json::parse(R"({"Type": "PortMapping", "Settings":
                                  {"InternalPort": 80, "ExternalPort": 8080}})");
    policy["Settings"]["Protocol"] = json::parse(protocol);
    EXPECT_EQ(Policy(policy.dump().c_str()).settings["Protocol"], 6) << protocol;
  }
}

struct Bad {
  const char* policy;
  Problem problem;
  const char* text;
};

TEST(EndpointPolicies, AreRefusedByNameWhereHcnWouldFailLater) {
  const Bad kBad[] = {
      {R"({"Settings": {}})", Problem::kInvalid, "endpointPolicies[0].Type is missing"},
      {R"({"Type": "OutboundNet"})", Problem::kInvalid,
       "endpointPolicies[0].Type must be one of PortMapping, ACL, QOS"},
      {R"({"Type": "SDNRoute"})", Problem::kInvalid, "endpointPolicies[0].Settings is missing"},
      {R"({"Type": "SDNRoute", "Settings": {"NeedEncap": true}})", Problem::kInvalid,
       "endpointPolicies[0].Settings.DestinationPrefix is missing"},
      {R"({"Type": "SDNRoute", "Settings": {"DestinationPrefix": ""}})", Problem::kInvalid,
       "Settings.DestinationPrefix is missing"},
      {R"({"Type": "SDNRoute", "Settings": {"DestinationPrefix": "10.0.0/8"}})", Problem::kInvalid,
       "endpointPolicies[0].Settings.DestinationPrefix: "},
      {R"({"Type": "SDNRoute", "Settings": {"DestinationPrefix": "10.0.0.0/8",
                                            "NeedEncap": "yes"}})",
       Problem::kMalformed, "Settings.NeedEncap must be true or false"},
      {R"({"Type": "OutBoundNAT", "Settings": {"Exceptions": "10.0.0.0/8"}})", Problem::kMalformed,
       "Settings.Exceptions must be a list"},
      {R"({"Type": "OutBoundNAT", "Settings": {"Exception": ["10.0.0.0/8"]}})", Problem::kInvalid,
       "Settings.Exception is no setting of this policy"},
      {R"({"Type": "ACL", "Settings": {"RemoteAddresses": "10.0.0.0/8;10.1.0.0/16"}})",
       Problem::kInvalid, "Settings.RemoteAddresses must be addresses or prefixes"},
      {R"({"Type": "ACL", "Settings": {"LocalPorts": "http"}})", Problem::kInvalid,
       "Settings.LocalPorts must be ports or ranges"},
      {R"({"Type": "ACL", "Settings": {"LocalPorts": "90-80"}})", Problem::kInvalid,
       "Settings.LocalPorts must be ports or ranges"},
      {R"({"Type": "ACL", "Settings": {"Protocols": "tcp"}})", Problem::kInvalid,
       "Settings.Protocols must be numbers of protocols"},
      {R"({"Type": "ACL", "Settings": {"Action": "Deny"}})", Problem::kInvalid,
       "Settings.Action must be one of Allow, Block, Pass"},
      {R"({"Type": "ACL", "Settings": {"Priority": 70000}})", Problem::kInvalid,
       "Settings.Priority must be a whole number from 0 to 65535"},
      {R"({"Type": "ACL", "Settings": {"RuleType": "Switch", "Priority": 99}})", Problem::kInvalid,
       "Settings.Priority must be 100 or more with RuleType Switch"},
      {R"({"Type": "PortMapping", "Settings": {"Protocol": 6, "InternalPort": 0,
                                               "ExternalPort": 80}})",
       Problem::kInvalid, "Settings.InternalPort must be a port from 1 on"},
      {R"({"Type": "PortMapping", "Settings": {"Protocol": 6, "InternalPort": 80}})",
       Problem::kInvalid, "Settings.ExternalPort is missing"},
      {R"({"Type": "QOS", "Settings": {}})", Problem::kInvalid,
       "Settings.MaximumOutgoingBandwidthInBytes is missing"},
      {R"({"Type": "L4WFPPROXY", "Settings": {"InboundProxyPort": "0"}})", Problem::kInvalid,
       "Settings.InboundProxyPort must be a port from 1 to 65535"},
      {R"({"Type": "L4WFPPROXY", "Settings": {"FilterTuple": {"LocalPort": "1"}}})",
       Problem::kInvalid, "Settings.FilterTuple.LocalPort is no setting"},
      {R"({"Type": "TierAcl", "Settings": {"TierAclRules": [{"Action": "Allow"}]}})",
       Problem::kInvalid, "Settings.TierAclRules[0].Action is no setting"},
      {R"({"Type": "ProviderAddress", "Settings": {"ProviderAddress": "here"}})", Problem::kInvalid,
       "Settings.ProviderAddress must be an IP address"},
      {R"({"Type": "Firewall", "Settings": {"VmCreatorId": "x"}})", Problem::kInvalid,
       "Settings.VmCreatorId must be a GUID"},
  };
  for (const Bad& bad : kBad) {
    EXPECT_THAT(ErrorOfPolicy(bad.policy), Is(bad.problem, bad.text)) << bad.policy;
  }
}

// containernetworking/plugins, plugins/main/windows/win-bridge/sample.conf.
TEST(OlderPolicies, OfWinBridgeAreTranslated) {
  const auto policies = PoliciesOf("policies", json::parse(R"([
      {"name": "EndpointPolicy", "value": {"Type": "OutBoundNAT", "ExceptionList":
          ["192.168.0.0/16", "11.0.0.0/8"]}},
      {"name": "EndpointPolicy", "value": {"Type": "ROUTE", "DestinationPrefix": "11.0.0.0/8",
                                           "NeedEncap": true}},
      {"name": "EndpointPolicy", "value": {"Type": "PA", "PA": "192.168.1.5"}}])"));
  ASSERT_EQ(policies.size(), 3U);
  EXPECT_EQ(policies[0].type, "OutBoundNAT");
  EXPECT_EQ(policies[0].settings,
            json::parse(R"({"Exceptions": ["192.168.0.0/16", "11.0.0.0/8"]})"));
  EXPECT_EQ(policies[1].type, "SDNRoute");
  EXPECT_EQ(policies[1].settings,
            json::parse(R"({"DestinationPrefix": "11.0.0.0/8", "NeedEncap": true})"));
  EXPECT_EQ(policies[2].type, "ProviderAddress");
  EXPECT_EQ(policies[2].settings, json::parse(R"({"ProviderAddress": "192.168.1.5"})"));
}

// win-overlay's Go types write members of other policies, empty.
TEST(OlderPolicies, OfWinOverlayMayHoldEmptyMembersOfOthers) {
  const auto policies = PoliciesOf("Policies", json::parse(R"([
      {"Name": "EndpointPolicy", "Value": {"Type": "OutBoundNAT", "Settings":
          {"ExceptionList": ["10.96.0.0/12"], "DestinationPrefix": "", "NeedEncap": false}}},
      {"Name": "EndpointPolicy", "Value": {"Type": "SDNROUTE", "Settings":
          {"ExceptionList": [], "DestinationPrefix": "10.96.0.0/12", "NeedEncap": true}}}])"));
  EXPECT_EQ(policies.at(0).settings, json::parse(R"({"Exceptions": ["10.96.0.0/12"]})"));
  EXPECT_EQ(policies.at(1).type, "SDNRoute");
}

TEST(OlderPolicies, OfSdnbridgeAreInHcnsForm) {
  EXPECT_EQ(
      Older(R"({"Type": "ACL", "Settings": {"RemoteAddresses": "10.0.0.0/8", "Action": "Allow",
                      "Direction": "Out", "Priority": 200}})")
          .settings["Direction"],
      "Out");
}

TEST(OlderPolicies, OfHnsMapPortsByTheNameOfAProtocol) {
  const auto policy =
      Older(R"({"Type": "NAT", "Protocol": "UDP", "InternalPort": 53, "ExternalPort": 5353})");
  EXPECT_EQ(policy.type, "PortMapping");
  EXPECT_EQ(policy.settings,
            json::parse(R"({"Protocol": 17, "InternalPort": 53, "ExternalPort": 5353})"));
}

TEST(OlderPolicies, AreAllOfAllKeys) {
  json conf = SmallestConf();
  const json route =
      json::parse(R"({"Type": "SDNRoute", "Settings": {"DestinationPrefix": "10.0.0.0/8"}})");
  const json older{{"Name", "EndpointPolicy"}, {"Value", route}};
  for (const char* key : {"endpointPolicies", "HcnPolicyArgs"}) conf[key] = json::array({route});
  for (const char* key : {"policies", "Policies", "AdditionalArgs"})
    conf[key] = json::array({older});
  EXPECT_EQ(Strict(conf).endpoint_policies.size(), 5U);
}

TEST(OlderPolicies, ForNetworksAreRefused) {
  const json argument = json::parse(R"({"Name": "NetworkPolicy", "Value": {"Type": "VSID"}})");
  EXPECT_THAT(ErrorOf([&] { return PoliciesOf("AdditionalArgs", json::array({argument})); }),
              Is(Problem::kInvalid, "AdditionalArgs[0].Name must be EndpointPolicy"));
  EXPECT_THAT(ErrorOf([] { return Older(R"({"Type": "ROUTE"})"); }),
              Is(Problem::kInvalid, "AdditionalArgs[0].Value.DestinationPrefix is missing"));
}

TEST(EndpointPolicies, NeverFailDel) {
  EXPECT_THAT(Tolerant(ConfWith("/endpointPolicies", "x")).endpoint_policies, IsEmpty());
}

}  // namespace
}  // namespace conf
