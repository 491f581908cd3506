#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/plugin/golden.h"
#include "tests/plugin/node.h"

// Every type of endpoint policy on its way: configuration, the document that HCN gets, and a CHECK
// that sees when one of them is gone or changed.
namespace plugin {
namespace {

using nlohmann::json;
using support::Call;
using support::Moment;
using support::Outcome;
using support::World;
using testing::HasSubstr;

// As people write them.
const char* const kPolicies = R"([
    {"Type": "PortMapping", "Settings": {"Protocol": "udp", "InternalPort": 53,
                                         "ExternalPort": 5353, "VIP": "192.168.1.5"}},
    {"Type": "acl", "Settings": {"Protocols": 6, "Action": "Block", "Direction": "Out",
                                 "LocalAddresses": "10.200.42.0/24", "LocalPorts": [80, 443],
                                 "RemoteAddresses": ["10.0.0.0/8", "192.168.1.5"],
                                 "RemotePorts": "1024-65535", "RuleType": "Switch",
                                 "Priority": 200, "Id": "rule-1"}},
    {"Type": "QOS", "Settings": {"MaximumOutgoingBandwidthInBytes": 1000000}},
    {"Type": "L2Driver"},
    {"Type": "OutBoundNAT", "Settings": {"VirtualIP": "192.168.1.6", "Exceptions": ["10.0.0.7/8"],
                                         "Destinations": ["10.9.9.9"], "MaxPortPoolUsage": 64}},
    {"Type": "SDNROUTE", "Settings": {"DestinationPrefix": "10.137.0.1/16",
                                      "NextHop": "10.200.42.9", "NeedEncap": true,
                                      "AutomaticEndpointMonitor": true}},
    {"Type": "L4Proxy", "Settings": {"IP": "10.200.42.9", "Port": 15001, "Protocol": "tcp",
                                     "Destination": "*", "Exceptions": ["10.0.0.0/8"],
                                     "OutboundNAT": true}},
    {"Type": "L4WFPPROXY", "Settings": {"InboundProxyPort": "15003", "OutboundProxyPort": 15001,
        "FilterTuple": {"Protocols": "6", "RemotePorts": "80", "Priority": 7},
        "UserSID": "S-1-5-32-556",
        "InboundExceptions": {"PortExceptions": ["22"]},
        "OutboundExceptions": {"IpAddressExceptions": ["10.0.0.1"]}}},
    {"Type": "ProviderAddress", "Settings": {"ProviderAddress": "192.168.1.7"}},
    {"Type": "PortName", "Settings": {"Name": "port"}},
    {"Type": "EncapOverhead", "Settings": {"Overhead": 50}},
    {"Type": "InterfaceConstraint", "Settings": {"InterfaceIndex": 5,
                                                 "InterfaceAlias": "Ethernet"}},
    {"Type": "Encryption"},
    {"Type": "VLAN", "Settings": {"IsolationId": 7}},
    {"Type": "InterfaceParameters", "Settings": {"Mtu": 1450}},
    {"Type": "Iov", "Settings": {"IovOffloadWeight": 100, "QueuePairsRequested": 1,
                                 "InterruptModeration": "IovHigh"}},
    {"Type": "TierAcl", "Settings": {"Name": "tier", "Direction": "Out", "Order": 1,
        "TierAclRules": [{"Id": "1", "Protocols": "17", "TierAclRuleAction": "Block",
                          "RemotePorts": [53], "Priority": 9}]}},
    {"Type": "Firewall", "Settings": {"VmCreatorId": "40E0AC32-46A5-438A-A0B2-2B479E8F2E90",
                                      "PolicyFlags": 1}}])";
constexpr std::size_t kTypes = 18;

json ConfWithPolicies(const char* policies = kPolicies) {
  json conf = ConfWith(R"({"clusterPolicies": "none",
      "network": {"id": "b95d0c5b-1f1b-4b8e-8f43-3a5f7d8f2c11", "name": "overlay"}})");
  conf["endpointPolicies"] = json::parse(policies);
  return conf;
}

// A host of this HNS version; the newest of 2025 has all of them.
void SetVersion(World& world, unsigned major, unsigned minor) {
  static_cast<void>(world.Dump());  // which makes the host
  const json host{{"Adapters", {"Ethernet"}}, {"HnsVersion", {{"Major", major}, {"Minor", minor}}}};
  std::ofstream(world.host_folder() / "host.json") << host.dump();
}

class PoliciesTest : public testing::Test {
 protected:
  PoliciesTest() {
    SetVersion(world_, 15, 4);
    call_.conf = ConfWithPolicies();
  }

  void ExpectCheckToMiss(const std::string& type) {
    const auto outcome = world_.Check(call_, result_);
    EXPECT_EQ(outcome.code(), 103) << outcome.output;
    EXPECT_THAT(outcome.message(), HasSubstr("lacks policy " + type + " "));
  }

  World world_;
  Call call_;
  json result_;
};

TEST(Policies, OfEveryTypeReachHcnAsItWantsThem) {
  const auto document = HcnCalls(ConfWithPolicies()).DocumentOf("HcnCreateEndpoint");
  const json policies = json::parse(document).at("Policies");
  EXPECT_EQ(policies.size(), kTypes);
  EXPECT_EQ(policies.dump(), Golden("endpoint_policies.json"));
}

TEST_F(PoliciesTest, OfEveryTypeAreMissedByCheck) {
  result_ = world_.Add(call_).document();
  ASSERT_EQ(world_.Check(call_, result_).exit_code, 0);
  json before;
  ChangeEndpoint(world_, call_, [&](const json& endpoint) { before = endpoint; });
  for (std::size_t i = 0; i < kTypes; ++i) {
    ChangeEndpoint(world_, call_, [&](json& endpoint) { endpoint["Policies"].erase(i); });
    ExpectCheckToMiss(before["Policies"][i]["Type"]);
    ChangeEndpoint(world_, call_, [&](json& endpoint) { endpoint = before; });
  }
  world_.Del(call_);
}

// Another value that HCN takes as well.
json Other(const json& value) {
  if (value.is_number()) return value.get<unsigned>() + 1;
  if (value.is_boolean()) return !value.get<bool>();
  if (value.is_array()) return json::array();
  if (value.is_object()) return json::object();
  const std::string text = value;
  for (const auto& [one, other] :
       {std::pair("Block", "Allow"), {"Out", "In"}, {"Switch", "Host"}, {"IovHigh", "IovLow"}}) {
    if (text == one) return other;
  }
  return hcn::Guid::Parse(text) ? hcn::Guid::Random().ToString() : text + "0";
}

TEST_F(PoliciesTest, ThatWereChangedAreSeenByCheckMemberByMember) {
  result_ = world_.Add(call_).document();
  json before;
  ChangeEndpoint(world_, call_, [&](const json& endpoint) { before = endpoint; });
  for (std::size_t i = 0; i < kTypes; ++i) {
    const json policy = before["Policies"][i];
    for (const auto& [name, value] : policy.at("Settings").items()) {
      SCOPED_TRACE(policy["Type"].get<std::string>() + "." + name);
      ChangeEndpoint(world_, call_, [&, &member = name, &old = value](json& endpoint) {
        endpoint["Policies"][i]["Settings"][member] = Other(old);
      });
      ExpectCheckToMiss(policy["Type"]);
      ChangeEndpoint(world_, call_, [&](json& endpoint) { endpoint = before; });
    }
  }
  world_.Del(call_);
}

struct TooOld {
  const char* policies;
  unsigned major;
  unsigned minor;
  const char* text;
};

TEST_F(PoliciesTest, ThatAHostIsTooOldForAreRefusedAndMakeNothing) {
  const TooOld kTooOld[] = {
      {R"([{"Type": "TierAcl", "Settings": {"Name": "t"}}])", 13, 3,
       "a TierAcl policy needs HNS 14.0 or newer; this host has 13.3"},
      {R"([{"Type": "L4WFPPROXY", "Settings": {"OutboundProxyPort": "1"}}])", 13, 1,
       "an L4WFPPROXY policy needs HNS 13.2 or newer"},
      {R"([{"Type": "L4Proxy", "Settings": {"IP": "10.0.0.1", "Port": "1"}}])", 13, 0,
       "an L4Proxy policy needs HNS 13.1 or newer"},
      {R"([{"Type": "ACL", "Settings": {"Protocols": "252"}}])", 10, 9,
       "an ACL policy for protocol 252 needs HNS 11.0 or newer"},
  };
  for (const auto& [policies, major, minor, text] : kTooOld) {
    SetVersion(world_, major, minor);
    call_.conf = ConfWithPolicies(policies);
    const auto outcome = world_.Add(call_);
    EXPECT_EQ(outcome.code(), 7) << outcome.output;
    EXPECT_THAT(outcome.message(), HasSubstr(text));
    EXPECT_TRUE(world_.IsClean());
  }
}

TEST_F(PoliciesTest, OfNoAgeCostNoFurtherCall) {
  call_.conf = ConfWithPolicies("[]");
  world_.Add(call_);
  world_.Del(call_);
  const auto without = world_.Add(call_).hcn_calls.size();
  world_.Del(call_);
  call_.conf = ConfWithPolicies(R"([{"Type": "EncapOverhead", "Settings": {"Overhead": 50}}])");
  EXPECT_EQ(world_.Add(call_).hcn_calls.size(), without);
  world_.Del(call_);
}

TEST_F(PoliciesTest, OfBothFamiliesNeedAHostThatHasBoth) {
  SetVersion(world_, 9, 5);
  call_.conf = ConfWithPolicies("[]");
  call_.conf["slice"] = {"10.200.42.0/24", "fd00:200:42::/64"};
  const auto outcome = world_.Add(call_);
  EXPECT_EQ(outcome.code(), 7) << outcome.output;
  EXPECT_THAT(outcome.message(), HasSubstr("needs HNS 11.10 or newer; this host has 9.5"));
  SetVersion(world_, 11, 10);
  EXPECT_EQ(world_.Add(call_).exit_code, 0);
  world_.Del(call_);
}

}  // namespace
}  // namespace plugin
