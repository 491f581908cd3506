#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "conf/error.h"
#include "plugin/result.h"
#include "tests/support/world.h"

namespace plugin {
namespace {

using conf::SpecVersion;
using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Property;

Result Parse(const char* text, SpecVersion version) {
  return ParsePrevResult(json::parse(text), version);
}

constexpr const char* kLists = R"({
  "cniVersion": "1.0.0",
  "interfaces": [
    {"name": "br", "mtu": 1400, "socketPath": "/s", "pciID": "0000:00:1f.6", "unknown": 1},
    {"name": "eth0", "mac": "00:15:5d:aa:bb:cc", "sandbox": "ns"}],
  "ips": [{"address": "10.0.0.5/24", "gateway": "10.0.0.1", "interface": 1},
          {"address": "fd00::5/64"}],
  "routes": [{"dst": "10.1.2.3/16", "gw": "10.0.0.1", "mtu": 1, "advmss": 2, "priority": 3,
              "table": 4, "scope": 0}],
  "dns": {"nameservers": ["10.0.0.53"], "domain": "d", "search": ["s"], "options": ["o"]}})";

// C-F-06, C-N-05
TEST(PrevResult, IsReadInTheShapeOf100) {
  const Result result = Parse(kLists, SpecVersion::k110);
  ASSERT_EQ(result.interfaces.size(), 2U);
  EXPECT_EQ(result.interfaces[0].extra,
            json({{"mtu", 1400}, {"socketPath", "/s"}, {"pciID", "0000:00:1f.6"}}));
  EXPECT_EQ(result.interfaces[1].sandbox, "ns");
  ASSERT_EQ(result.addresses.size(), 2U);
  EXPECT_EQ(result.addresses[0].address.ToString(), "10.0.0.5") << "host bits are kept";
  EXPECT_EQ(result.addresses[0].prefix_length, 24U);
  EXPECT_EQ(result.addresses[0].interface, 1U);
  EXPECT_EQ(result.addresses[1].gateway, std::nullopt);
  ASSERT_EQ(result.routes.size(), 1U);
  EXPECT_EQ(result.routes[0].destination.ToString(), "10.1.0.0/16");
  EXPECT_EQ(result.routes[0].extra.size(), 5U);
  EXPECT_EQ(result.dns, (conf::Dns{{"10.0.0.53"}, "d", {"s"}, {"o"}}));
}

// C-N-05
TEST(PrevResult, IsReadInTheShapeOf020) {
  const Result result = Parse(R"({
    "ip4": {"ip": "10.0.0.5/24", "gateway": "10.0.0.1", "routes": [{"dst": "0.0.0.0/0"}]},
    "ip6": {"ip": "fd00::5/64", "routes": [{"dst": "::/0", "gw": "fd00::1"}]},
    "dns": {"nameservers": ["10.0.0.53"]}})",
                              SpecVersion::k020);
  ASSERT_EQ(result.addresses.size(), 2U);
  EXPECT_EQ(result.addresses[1].address.ToString(), "fd00::5");
  EXPECT_EQ(result.addresses[0].interface, std::nullopt);
  EXPECT_EQ(result.routes.size(), 2U);
  EXPECT_EQ(result.dns.nameservers.size(), 1U);
}

// C-N-03
TEST(PrevResult, GoesThroughEachVersionUnchanged) {
  for (const std::string_view text : conf::kSupportedVersions) {
    const SpecVersion version = *conf::ParseSpecVersion(text);
    const std::string once = ToDocument(Parse(kLists, SpecVersion::k110), version);
    EXPECT_EQ(ToDocument(ParsePrevResult(json::parse(once), version), version), once);
  }
}

// C-N-05, L-13
TEST(PrevResult, MayBeOfAnotherVersionOfTheSameFamily) {
  EXPECT_NO_THROW(Parse(R"({"cniVersion": "0.3.1"})", SpecVersion::k040));
  EXPECT_NO_THROW(Parse(R"({"cniVersion": "0.1.0"})", SpecVersion::k020));
  EXPECT_NO_THROW(Parse(R"({"cniVersion": "1.0.0"})", SpecVersion::k110));
  EXPECT_NO_THROW(Parse(R"({"cniVersion": ""})", SpecVersion::k110));
}

// C-N-05, L-13
TEST(PrevResult, MayNotBeOfAnotherFamily) {
  for (const auto& [text, version] : std::vector<std::pair<const char*, SpecVersion>>{
           {R"({"cniVersion": "0.4.0"})", SpecVersion::k100},
           {R"({"cniVersion": "0.2.0"})", SpecVersion::k030},
           {R"({"cniVersion": "1.0.0"})", SpecVersion::k040},
           {R"({"cniVersion": "9.0.0"})", SpecVersion::k110}}) {
    const auto parse = [t = text, v = version] { Parse(t, v); };
    EXPECT_THAT(parse, testing::ThrowsMessage<conf::Error>(HasSubstr("prevResult.cniVersion")))
        << text;
  }
}

// C-F-10, C-N-07
TEST(PrevResult, TakesAnIndexOutsideOfTheListForNone) {
  for (const char* index : {"-1", "1", "2147483648", "9223372036854775807", "18446744073709551615",
                            "-9223372036854775808", "null"}) {
    const std::string text = std::string(R"({"interfaces": [{"name": "a"}],)") +
                             R"("ips": [{"address": "10.0.0.5/24", "interface": )" + index + "}]}";
    EXPECT_EQ(Parse(text.c_str(), SpecVersion::k110).addresses[0].interface, std::nullopt) << index;
  }
}

// C-N-01, C-N-04
TEST(PrevResult, TakesNullAndEmptyForAbsent) {
  const Result result = Parse(
      R"({"cniVersion": null, "interfaces": null, "ips": [{"address": "10.0.0.5/24", "gateway": ""}],
          "routes": null, "dns": {"nameservers": null, "domain": null}})",
      SpecVersion::k110);
  EXPECT_EQ(result.addresses[0].gateway, std::nullopt);
  EXPECT_TRUE(result.dns.empty());
}

struct Wrong {
  const char* document;
  const char* named;
  SpecVersion version = SpecVersion::k110;
};

const std::vector<Wrong>& AllWrong() {
  static const std::vector<Wrong> all{
      {R"({"cniVersion": 1})", "prevResult.cniVersion"},
      {R"({"interfaces": {}})", "prevResult.interfaces"},
      {R"({"interfaces": [null]})", "prevResult.interfaces[0]"},
      {R"({"interfaces": [{}, "x"]})", "prevResult.interfaces[1]"},
      {R"({"interfaces": [{"name": 1}]})", "prevResult.interfaces[0].name"},
      {R"({"interfaces": [{"mac": []}]})", "prevResult.interfaces[0].mac"},
      {R"({"interfaces": [{"sandbox": true}]})", "prevResult.interfaces[0].sandbox"},
      {R"({"interfaces": [{"mtu": "1400"}]})", "prevResult.interfaces[0].mtu"},
      {R"({"interfaces": [{"pciID": 5}]})", "prevResult.interfaces[0].pciID"},
      {R"({"ips": "10.0.0.5/24"})", "prevResult.ips"},
      {R"({"ips": [null]})", "prevResult.ips[0]"},
      {R"({"ips": [{}]})", "prevResult.ips[0].address"},
      {R"({"ips": [{"address": 5}]})", "prevResult.ips[0].address"},
      {R"({"ips": [{"address": "10.0.0.5"}]})", "prevResult.ips[0].address"},
      {R"({"ips": [{"address": "10.0.0.5/33"}]})", "prevResult.ips[0].address"},
      {R"({"ips": [{"address": "10.0.0.5/"}]})", "prevResult.ips[0].address"},
      {R"({"ips": [{"address": "10.0.0.05/24"}]})", "prevResult.ips[0].address"},
      {R"({"ips": [{"address": "fe80::1%eth0/64"}]})", "prevResult.ips[0].address"},
      {R"({"ips": [{"address": "10.0.0.5/24", "gateway": "x"}]})", "prevResult.ips[0].gateway"},
      {R"({"ips": [{"address": "10.0.0.5/24", "gateway": "10.0.0.1/24"}]})",
       "prevResult.ips[0].gateway"},
      {R"({"ips": [{"address": "10.0.0.5/24", "interface": "0"}]})", "prevResult.ips[0].interface"},
      {R"({"ips": [{"address": "10.0.0.5/24", "interface": 0.5}]})", "prevResult.ips[0].interface"},
      {R"({"routes": {}})", "prevResult.routes"},
      {R"({"routes": [{}]})", "prevResult.routes[0].dst"},
      {R"({"routes": [{"dst": "10.0.0.0"}]})", "prevResult.routes[0].dst"},
      {R"({"routes": [{"dst": "10.0.0.0/8", "gw": 1}]})", "prevResult.routes[0].gw"},
      {R"({"routes": [{"dst": "10.0.0.0/8", "mtu": "1"}]})", "prevResult.routes[0].mtu"},
      {R"({"routes": [{"dst": "10.0.0.0/8", "table": 1.5}]})", "prevResult.routes[0].table"},
      {R"({"dns": []})", "prevResult.dns"},
      {R"({"dns": {"nameservers": "10.0.0.53"}})", "prevResult.dns.nameservers"},
      {R"({"dns": {"search": [1]}})", "prevResult.dns.search"},
      {R"({"dns": {"options": {}}})", "prevResult.dns.options"},
      {R"({"dns": {"domain": 1}})", "prevResult.dns.domain"},
      {R"({"ip4": []})", "prevResult.ip4", SpecVersion::k020},
      {R"({"ip4": {}})", "prevResult.ip4.ip", SpecVersion::k020},
      {R"({"ip6": {"ip": "fd00::/129"}})", "prevResult.ip6.ip", SpecVersion::k010},
      {R"({"ip4": {"ip": "10.0.0.5/24", "routes": [{"dst": 1}]}})", "prevResult.ip4.routes[0].dst",
       SpecVersion::k020},
  };
  return all;
}

// C-F-07, C-F-13, C-N-06
TEST(PrevResult, NamesEveryMemberThatIsWrong) {
  for (const Wrong& wrong : AllWrong()) {
    EXPECT_THAT([&wrong] { Parse(wrong.document, wrong.version); },
                testing::Throws<conf::Error>(
                    AllOf(Property(&conf::Error::problem, conf::Problem::kMalformed),
                          Property(&conf::Error::what, HasSubstr(std::string(wrong.named) + " ")))))
        << wrong.document;
  }
}

// C-N-06
TEST(Add, LeavesNothingBehindWhenPrevResultIsWrong) {
  support::World world;
  for (const Wrong& wrong : AllWrong()) {
    json conf = support::World::Conf();
    conf["cniVersion"] = ToString(wrong.version);
    conf["prevResult"] = json::parse(wrong.document);
    const auto outcome = world.Add({.conf = conf});
    EXPECT_EQ(outcome.code(), 6) << wrong.document;
    EXPECT_TRUE(outcome.hcn_calls.empty()) << wrong.document;
  }
  EXPECT_TRUE(world.Records().empty());
}

// C-F-11, L-09
TEST(Add, RefusesAnInterfaceThatTheChainHasAlready) {
  support::World world;
  json conf = support::World::Conf();
  conf["prevResult"] = json::parse(R"({"interfaces": [{"name": "br"}, {"name": "eth0"}]})");
  const auto outcome = world.Add({.conf = conf});
  EXPECT_EQ(outcome.code(), 7);
  EXPECT_THAT(outcome.message(), HasSubstr("prevResult has an interface eth0 already"));
  EXPECT_TRUE(outcome.hcn_calls.empty());
  EXPECT_EQ(world.Add({.ifname = "eth1", .conf = conf}).exit_code, 0);
  EXPECT_EQ(world.Del({.ifname = "eth1", .conf = conf}).exit_code, 0);
  EXPECT_TRUE(world.IsClean());
}

// C-J-04, C-N-06, C-N-08, L-12
TEST(Del, DoesNotCareAboutPrevResult) {
  support::World world;
  for (const json& bad : {json("x"), json::array(), json::parse(AllWrong().back().document),
                          json({{"cniVersion", "0.1.0"}})}) {
    ASSERT_EQ(world.Add().exit_code, 0);
    json conf = support::World::Conf();
    conf["prevResult"] = bad;
    EXPECT_EQ(world.Del({.conf = conf}).exit_code, 0) << bad;
    EXPECT_TRUE(world.IsClean());
  }
}

}  // namespace
}  // namespace plugin
