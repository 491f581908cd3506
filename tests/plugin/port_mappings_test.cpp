#include "plugin/port_mappings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugin/endpoint_policies.h"
#include "plugin/error.h"
#include "tests/plugin/node.h"

namespace plugin {
namespace {

using hcn::NetworkType;
using nlohmann::json;
using testing::HasSubstr;

const std::vector<std::string> kIpv4{"10.200.42.2"};
const std::vector<std::string> kDual{"10.200.42.2", "fd00:200:42::2"};

std::vector<ipam::IpAddress> Parsed(const std::vector<std::string>& texts) {
  std::vector<ipam::IpAddress> addresses;
  for (const std::string& text : texts) addresses.push_back(*ipam::IpAddress::Parse(text));
  return addresses;
}

conf::NetConf Mapping(std::string_view mappings) {
  const json changes = {{"clusterPolicies", "none"},
                        {"runtimeConfig", {{"portMappings", json::parse(mappings)}}}};
  return conf::ParseNetConf(ConfWith(changes.dump()), {"/var/lib/x"}, conf::Strictness::kStrict);
}

// The settings of the policies that these mappings become.
json Settings(std::string_view mappings, const std::vector<std::string>& addresses = kIpv4,
              NetworkType type = NetworkType::kL2Bridge) {
  json settings = json::array();
  for (const auto& policy : EndpointPolicies(Mapping(mappings), type, Parsed(addresses))) {
    EXPECT_EQ(policy.type, "PortMapping");
    settings.push_back(policy.settings);
  }
  return settings;
}

struct Row {
  NetworkType type;
  bool is_local_routed;
};

// C-I-09
TEST(PortMapping, IsAPolicyOnEveryTypeOfNetwork) {
  for (const auto& [type, is_local_routed] :
       {Row{NetworkType::kL2Bridge, true}, Row{NetworkType::kL2Tunnel, true},
        Row{NetworkType::kOverlay, true}, Row{NetworkType::kTransparent, false},
        Row{NetworkType::kInternal, false}, Row{NetworkType::kPrivate, false},
        Row{NetworkType::kNat, false}}) {
    json expected{{"Protocol", 6}, {"InternalPort", 80}, {"ExternalPort", 8080}};
    if (is_local_routed) expected["Flags"] = 1;
    EXPECT_EQ(Settings(R"([{"hostPort": 8080, "containerPort": 80}])", kIpv4, type),
              json::array({expected}))
        << hcn::ToString(type);
  }
}

TEST(PortMapping, SaysItsProtocolByNumberAndTheHostsAddress) {
  EXPECT_EQ(Settings(R"([{"hostPort": 53, "containerPort": 5353, "protocol": "UDP",
                          "hostIP": "192.168.1.5"}])"),
            json::array({{{"Protocol", 17},
                          {"InternalPort", 5353},
                          {"ExternalPort", 53},
                          {"VIP", "192.168.1.5"},
                          {"Flags", 1}}}));
}

TEST(PortMapping, OfADualStackPodIsThereForBothFamilies) {
  const json ipv4{{"Protocol", 6}, {"InternalPort", 80}, {"ExternalPort", 8080}, {"Flags", 1}};
  json ipv6 = ipv4;
  ipv6["Flags"] = 2;
  EXPECT_EQ(Settings(R"([{"hostPort": 8080, "containerPort": 80}])", kDual),
            json::array({ipv4, ipv6}));
}

TEST(PortMapping, OfAHostIpIsThereForItsFamily) {
  const json ipv4{{"Protocol", 6}, {"InternalPort", 80}, {"ExternalPort", 8080}, {"Flags", 1}};
  json ipv6 = ipv4;
  ipv6["Flags"] = 2;
  const auto settings = [](const std::string& host_ip) {
    return Settings(R"([{"hostPort": 8080, "containerPort": 80, "hostIP": ")" + host_ip + R"("}])",
                    kDual);
  };
  EXPECT_EQ(settings("0.0.0.0"), json::array({ipv4}));
  EXPECT_EQ(settings("::"), json::array({ipv6}));
  ipv6["VIP"] = "fd00::5";
  EXPECT_EQ(settings("fd00::5"), json::array({ipv6}));
}

TEST(PortMapping, OfAFamilyThatThePodLacksIsRefused) {
  try {
    Settings(R"([{"hostPort": 1, "containerPort": 1},
                 {"hostPort": 2, "containerPort": 2, "hostIP": "fd00::5"}])");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::kInvalidNetworkConfig);
    EXPECT_THAT(error.what(), HasSubstr("runtimeConfig.portMappings[1].hostIP is fd00::5"));
  }
}

TEST(PortMapping, OfAPortThatThePoliciesMapAlreadyIsRefused) {
  auto conf = Mapping(R"([{"hostPort": 8080, "containerPort": 80}])");
  conf.endpoint_policies.push_back(
      {"PortMapping", {{"Protocol", 6}, {"InternalPort", 81}, {"ExternalPort", 8080}}});
  try {
    static_cast<void>(EndpointPolicies(conf, NetworkType::kL2Bridge, Parsed(kIpv4)));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::kInvalidNetworkConfig);
    EXPECT_THAT(error.what(), HasSubstr("endpointPolicies maps the same host port already"));
  }
}

}  // namespace
}  // namespace plugin
