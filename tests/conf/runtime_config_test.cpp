#include "conf/runtime_config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/conf/expect_error.h"
#include "tests/conf/samples.h"

namespace conf {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;

RuntimeConfig Runtime(const char* text) {
  return Strict(ConfWith("/runtimeConfig", json::parse(text))).runtime;
}

Thrown ErrorOfRuntime(const char* text) {
  return ErrorOf([&] { return Runtime(text); });
}

// C-O-03, C-O-04: the text that go-cni makes of what containerd asks for.
TEST(RuntimeConfig, IsReadAsContainerdWritesIt) {
  const RuntimeConfig runtime = Runtime(R"({
    "bandwidth":{"IngressRate":0,"IngressBurst":0,"EgressRate":1000000,"EgressBurst":4294967295},
    "dns":{"Servers":["10.96.0.10"],"Searches":["svc"],"Options":null},
    "io.kubernetes.cri.pod-annotations":{"a":"b"},
    "portMappings":[{"HostPort":80,"ContainerPort":8080,"Protocol":"udp","HostIP":""}]})");
  ASSERT_EQ(runtime.port_mappings.size(), 1U);
  EXPECT_EQ(runtime.port_mappings[0].host_port, 80);
  EXPECT_EQ(runtime.port_mappings[0].container_port, 8080);
  EXPECT_EQ(runtime.port_mappings[0].protocol, 17);
  EXPECT_EQ(runtime.port_mappings[0].host_ip, std::nullopt);
  EXPECT_THAT(runtime.dns.nameservers, ElementsAre("10.96.0.10"));
  EXPECT_THAT(runtime.dns.search, ElementsAre("svc"));
  EXPECT_THAT(runtime.dns.options, IsEmpty());
  EXPECT_EQ(runtime.bandwidth.egress_rate, 1'000'000U);
  EXPECT_EQ(runtime.bandwidth.egress_burst, 4'294'967'295U);
}

// C-O-03
TEST(RuntimeConfig, IsReadAsCrioWritesIt) {
  const RuntimeConfig runtime = Runtime(R"({
    "bandwidth":{"ingressRate":0,"egressRate":18446744073709551615,"egressBurst":1},
    "dns":{"servers":["10.96.0.10","fd00::a"],"searches":["a","b"],"options":["ndots:5"]},
    "ips":["10.200.42.7/24","fd00:200:42::7"],"mac":"00:15:5d:aa:bb:cc",
    "portMappings":[{"hostPort":443,"containerPort":1},
                    {"hostPort":53,"containerPort":65535,"protocol":"UDP",
                     "hostIP":"10.0.0.9"}]})");
  ASSERT_EQ(runtime.port_mappings.size(), 2U);
  EXPECT_EQ(runtime.port_mappings[0].protocol, 6) << "TCP unless it says otherwise";
  EXPECT_EQ(runtime.port_mappings[1].protocol, 17);
  ASSERT_TRUE(runtime.port_mappings[1].host_ip);
  EXPECT_EQ(runtime.port_mappings[1].host_ip->ToString(), "10.0.0.9");
  EXPECT_THAT(runtime.dns.nameservers, ElementsAre("10.96.0.10", "fd00::a"));
  EXPECT_THAT(runtime.dns.options, ElementsAre("ndots:5"));
  ASSERT_EQ(runtime.ips.size(), 2U);
  EXPECT_EQ(runtime.ips[0].address.ToString(), "10.200.42.7");
  EXPECT_EQ(runtime.ips[0].prefix_length, 24U);
  EXPECT_EQ(runtime.ips[1].prefix_length, std::nullopt);
  EXPECT_EQ(runtime.mac, "00-15-5D-AA-BB-CC");
  EXPECT_EQ(runtime.bandwidth.egress_rate, 18'446'744'073'709'551'615U);
}

// C-D-09, C-O-03
TEST(RuntimeConfig, PrefersTheExactNameOfAMember) {
  const RuntimeConfig runtime =
      Runtime(R"({"portMappings":[{"HostPort":1,"hostPort":2,"HOSTPORT":3,"ContainerPort":4}]})");
  EXPECT_EQ(runtime.port_mappings.at(0).host_port, 2);
  EXPECT_EQ(runtime.port_mappings.at(0).container_port, 4);
}

// C-O-04, C-O-05
// C-O-01
TEST(RuntimeConfig, TakesNullAndEmptyAsUnsetAndIgnoresTheUnknown) {
  for (const char* text :
       {"null", "{}", R"({"cgroupPath":"/x","new":[{}]})",
        R"({"portMappings":null,"dns":null,"bandwidth":null,"ips":null,"mac":"","ipRanges":[],
            "aliases":null,"infinibandGUID":"","deviceID":null})",
        R"({"dns":{"Servers":null,"Searches":[],"Options":[""]},
            "bandwidth":{"egressRate":null}})"}) {
    const RuntimeConfig runtime = Runtime(text);
    EXPECT_THAT(runtime.port_mappings, IsEmpty()) << text;
    EXPECT_TRUE(runtime.dns.empty()) << text;
    EXPECT_EQ(runtime.bandwidth.egress_rate, 0U) << text;
    EXPECT_THAT(runtime.ips, IsEmpty()) << text;
    EXPECT_EQ(runtime.mac, "") << text;
  }
}

struct Bad {
  const char* runtime;
  Problem problem;
  const char* text;
};

// C-O-05
TEST(RuntimeConfig, NamesTheCapabilityThatIsMalformed) {
  const Bad kBad[] = {
      {"[]", Problem::kMalformed, "runtimeConfig must be an object"},
      {R"({"portMappings":{}})", Problem::kMalformed, "runtimeConfig.portMappings must be a list"},
      {R"({"portMappings":[8]})", Problem::kMalformed, "runtimeConfig.portMappings[0] must be an"},
      {R"({"portMappings":[{"hostPort":80.5,"containerPort":1}]})", Problem::kMalformed,
       "runtimeConfig.portMappings[0].hostPort must be a whole number"},
      {R"({"portMappings":[{"hostPort":80.0,"containerPort":1}]})", Problem::kMalformed,
       "hostPort"},
      {R"({"portMappings":[{"hostPort":"80","containerPort":1}]})", Problem::kMalformed,
       "hostPort"},
      {R"({"portMappings":[{"hostPort":1,"containerPort":1,"protocol":6}]})", Problem::kMalformed,
       "portMappings[0].protocol"},
      {R"({"portMappings":[{"hostPort":1,"containerPort":1,"hostIP":[]}]})", Problem::kMalformed,
       "portMappings[0].hostIP"},
      {R"({"dns":[]})", Problem::kMalformed, "runtimeConfig.dns must be an object"},
      {R"({"dns":{"servers":"10.0.0.1"}})", Problem::kMalformed, "runtimeConfig.dns.servers"},
      {R"({"dns":{"searches":[5]}})", Problem::kMalformed, "runtimeConfig.dns.searches[0]"},
      {R"({"dns":{"options":{}}})", Problem::kMalformed, "runtimeConfig.dns.options"},
      {R"({"bandwidth":5})", Problem::kMalformed, "runtimeConfig.bandwidth must be an object"},
      {R"({"bandwidth":{"egressRate":"5"}})", Problem::kMalformed, "bandwidth.egressRate"},
      {R"({"bandwidth":{"egressBurst":1e30}})", Problem::kMalformed, "bandwidth.egressBurst"},
      {R"({"ips":"10.0.0.1"})", Problem::kMalformed, "runtimeConfig.ips must be a list"},
      {R"({"ips":[7]})", Problem::kMalformed, "runtimeConfig.ips[0] must be a string"},
      {R"({"mac":7})", Problem::kMalformed, "runtimeConfig.mac must be a string"},
  };
  for (const Bad& bad : kBad) {
    EXPECT_THAT(ErrorOfRuntime(bad.runtime), Is(bad.problem, bad.text)) << bad.runtime;
  }
}

// C-I-09, C-O-05
TEST(RuntimeConfig, NamesTheCapabilityThatCannotBeHonoured) {
  const Bad kBad[] = {
      {R"({"portMappings":[{"containerPort":1}]})", Problem::kInvalid, "hostPort is missing"},
      {R"({"portMappings":[{"hostPort":0,"containerPort":1}]})", Problem::kInvalid, "hostPort"},
      {R"({"portMappings":[{"hostPort":-1,"containerPort":1}]})", Problem::kInvalid, "hostPort"},
      {R"({"portMappings":[{"hostPort":1,"containerPort":65536}]})", Problem::kInvalid,
       "runtimeConfig.portMappings[0].containerPort must be a whole number from 1 to 65535"},
      {R"({"portMappings":[{"hostPort":1,"containerPort":1,"protocol":"icmp"}]})",
       Problem::kInvalid,
       "portMappings[0].protocol must be tcp or udp, the protocols that HCN can map, not \"icmp\""},
      {R"({"portMappings":[{"hostPort":1,"containerPort":1,"protocol":"sctp"}]})",
       Problem::kInvalid, "portMappings[0].protocol must be tcp or udp"},
      {R"({"portMappings":[{"hostPort":1,"containerPort":1,"hostIP":"1.2.3"}]})", Problem::kInvalid,
       "portMappings[0].hostIP must be an IP address"},
      {R"({"portMappings":[null]})", Problem::kInvalid, "portMappings[0].hostPort is missing"},
      {R"({"dns":{"servers":["dns.local"]}})", Problem::kInvalid, "runtimeConfig.dns.servers[0]"},
      {R"({"bandwidth":{"ingressRate":1}})", Problem::kInvalid,
       "runtimeConfig.bandwidth.ingressRate is not supported"},
      {R"({"bandwidth":{"egressRate":-1}})", Problem::kInvalid, "bandwidth.egressRate"},
      {R"({"ips":["10.0.0.300"]})", Problem::kInvalid, "runtimeConfig.ips[0]: "},
      {R"({"ips":["10.0.0.1/33"]})", Problem::kInvalid, "runtimeConfig.ips[0]: "},
      {R"({"ips":["10.0.0.1","10.0.0.2"]})", Problem::kInvalid,
       "runtimeConfig.ips must not ask for two addresses of one family"},
      {R"({"mac":"00:15:5d"})", Problem::kInvalid, "runtimeConfig.mac must be a unicast MAC"},
      {R"({"mac":"ff:ff:ff:ff:ff:ff"})", Problem::kInvalid, "runtimeConfig.mac"},
      {R"({"ipRanges":[[{"subnet":"10.0.0.0/24"}]]})", Problem::kInvalid,
       "runtimeConfig.ipRanges) is not supported with slice"},
      {R"({"aliases":{"net":["a"]}})", Problem::kInvalid,
       "runtimeConfig.aliases is not supported: HCN has no names"},
      {R"({"infinibandGUID":"x"})", Problem::kInvalid, "runtimeConfig.infinibandGUID is not"},
      {R"({"deviceID":"0000:00:1f.6"})", Problem::kInvalid, "runtimeConfig.deviceID is not"},
  };
  for (const Bad& bad : kBad) {
    EXPECT_THAT(ErrorOfRuntime(bad.runtime), Is(bad.problem, bad.text)) << bad.runtime;
  }
}

std::string Mapping(const char* host_ip) {
  return R"({"hostPort":80,"containerPort":8080,"hostIP":")" + std::string(host_ip) + "\"}";
}

std::string TwoMappings(const char* one, const char* other) {
  return R"({"portMappings":[)" + Mapping(one) + "," + Mapping(other) + "]}";
}

TEST(PortMappings, OfOneHostPortAreNamedWhereAPacketCouldBeForBoth) {
  for (const auto& [one, other] :
       std::vector<std::pair<const char*, const char*>>{{"", ""},
                                                        {"", "10.0.0.1"},
                                                        {"10.0.0.1", ""},
                                                        {"fd00::1", ""},
                                                        {"10.0.0.1", "10.0.0.1"},
                                                        {"0.0.0.0", "10.0.0.1"},
                                                        {"fd00::1", "::"}}) {
    EXPECT_THAT(ErrorOfRuntime(TwoMappings(one, other).c_str()),
                Is(Problem::kInvalid,
                   "runtimeConfig.portMappings[1] maps host port 80/tcp, which "
                   "runtimeConfig.portMappings[0] maps already"))
        << one << " " << other;
  }
}

TEST(PortMappings, OfOneHostPortAreFineForDifferentAddressesAndProtocols) {
  for (const auto& [one, other] : std::vector<std::pair<const char*, const char*>>{
           {"10.0.0.1", "10.0.0.2"}, {"0.0.0.0", "::"}, {"10.0.0.1", "fd00::1"}}) {
    EXPECT_EQ(Runtime(TwoMappings(one, other).c_str()).port_mappings.size(), 2U);
  }
  EXPECT_EQ(Runtime(R"({"portMappings":[{"hostPort":53,"containerPort":53,"protocol":"udp"},
                        {"hostPort":53,"containerPort":53,"protocol":"tcp"}]})")
                .port_mappings.size(),
            2U);
}

NetConf Declaring(const char* capability, const json& value) {
  return Strict(ConfWith("/capabilities", {{capability, value}}));
}

// C-O-02, C-O-05
TEST(Capabilities, ThatNobodyCanHonourAreRefusedWhenDeclared) {
  for (const char* capability : {"aliases", "infinibandGUID", "deviceID", "ipRanges"}) {
    EXPECT_THAT(ErrorOf([&] { return Declaring(capability, true); }),
                Is(Problem::kInvalid, std::string("capabilities.") + capability))
        << capability;
    EXPECT_NO_THROW(Declaring(capability, false));
  }
  EXPECT_THAT(ErrorOf([] { return Declaring("aliases", 5); }),
              Is(Problem::kMalformed, "capabilities.aliases must be true or false"));
}

// C-O-02
TEST(Capabilities, ThatAreHonouredOrNobodyKnowsAreFine) {
  for (const char* capability : {"portMappings", "dns", "bandwidth", "ips", "mac", "cgroupPath",
                                 "io.kubernetes.cri.pod-annotations", "of.tomorrow"}) {
    EXPECT_NO_THROW(Declaring(capability, true)) << capability;
  }
}

// C-J-10
TEST(RuntimeConfig, NeverFailsDel) {
  const json conf = ConfWith("/runtimeConfig", {{"mac", 7}, {"ips", {"x"}}});
  EXPECT_THAT(Tolerant(conf).runtime.ips, IsEmpty());
}

}  // namespace
}  // namespace conf
