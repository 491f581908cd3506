#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/support/absolute.h"
#include "tests/support/world.h"

// Whatever stands in one place of a good configuration, or in one variable: ADD ends with one
// document that names it, and the node is as before.

namespace plugin {
namespace {

using nlohmann::json;
using support::Call;
using support::World;
using testing::HasSubstr;

json Deep() {
  json deep = json::array();
  for (int level = 0; level < 500; ++level) deep = json::array({std::move(deep)});
  return deep;
}

const std::vector<json>& BadValues() {
  static const std::vector<json> all{
      7,
      1e300,
      true,
      "",
      "~",
      "<your cluster cidr>",
      "a\"b\\c\n\t\x01",
      std::string("nul\0inside", 10),
      "10.0.0.0/33",
      std::string(10'000, 'x'),
      json::object(),
      json::array({"x", 1, json::object()}),
      Deep(),
  };
  return all;
}

// Every key that has a meaning, with a value that is fine; the type is such that the network is
// made without asking.
json Everything() {
  json all = json::parse(R"({
    "cniVersion": "1.1.0", "name": "overlay", "type": "hcn-slice",
    "slice": [{"subnet": "10.200.42.0/24", "rangeStart": "10.200.42.9", "rangeEnd": "10.200.42.99",
               "gateway": "10.200.42.1", "reserved": ["10.200.42.11"]}],
    "clusterCIDRs": ["10.200.0.0/16"], "serviceCIDRs": ["10.96.0.0/12"],
    "network": {"owner": "base", "name": "net", "type": "L2Bridge", "adapter": "Ethernet",
                "create": true, "id": "f2a5f4e6-5d0b-4b35-a3a5-8d8f8b6a1c11", "portBase": 51820},
    "namespace": "ifMissing", "clusterPolicies": ["ACL"],
    "endpointPolicies": [{"Type": "ACL", "Settings": {"Action": "Allow", "Direction": "In"}}],
    "loopbackDSR": false, "ipMasq": true, "macPrefix": "0E-2A",
    "dns": {"nameservers": ["10.96.0.10"], "domain": "d", "search": ["s"], "options": ["o"]},
    "podSearch": true, "capabilities": {"dns": true}, "ipam": {"type": ""},
    "networkMarkerShared": false, "ownerTag": "tag",
    "log": {"level": "info", "maxSizeMiB": 5, "maxFiles": 5},
    "timeouts": {"add": 60, "del": 30, "check": 30, "gc": 30, "status": 5},
    "args": {"cni": {"ips": ["10.200.42.12"]}},
    "runtimeConfig": {"portMappings": [{"hostPort": 80, "containerPort": 8080, "protocol": "tcp"}],
                      "dns": {"servers": ["10.96.0.10"], "searches": ["svc"], "options": ["x"]},
                      "bandwidth": {"egressRate": 1000, "egressBurst": 2000},
                      "ips": ["10.200.42.12/24"], "mac": "00:15:5d:00:00:01"},
    "prevResult": {"cniVersion": "1.1.0", "interfaces": [{"name": "br"}],
                   "ips": [{"address": "10.0.0.5/24", "interface": 0}], "dns": {"domain": "d"}}})");
  all["stateDir"] = World::StateDir().string();
  all["networkMarker"] = support::Absolute("/m/networks.json");
  all["log"]["file"] = support::Absolute("/l");
  return all;
}

// Every place below the top, the ones that hold others included.
std::set<std::string> Places() {
  std::set<std::string> places;
  const json leaves = Everything().flatten();
  for (const auto& [pointer, value] : leaves.items()) {
    for (json::json_pointer place(pointer); !place.empty(); place.pop_back()) {
      places.insert(place.to_string());
    }
  }
  return places;
}

// "/network/type" is called "network.type" in texts; of a place in a list, the list.
std::string NameOf(const std::string& place) {
  std::string name;
  for (const char letter : place.substr(1)) {
    if (letter >= '0' && letter <= '9') break;
    name += letter == '/' ? '.' : letter;
  }
  while (name.ends_with('.')) name.pop_back();
  return name;
}

class BadInputTest : public testing::Test {
 protected:
  void ExpectRefused(const support::Outcome& outcome, const std::string& name,
                     const std::string& what) {
    const json document = outcome.document();
    ASSERT_TRUE(document.is_object()) << what << outcome.output;
    EXPECT_EQ(outcome.exit_code, 1) << what;
    // 102: an address that is refused; 104: another network than the one an earlier ADD made.
    static const std::set<int> codes{1, 4, 6, 7, 102, 104};
    EXPECT_TRUE(codes.contains(outcome.code())) << what << outcome.output;
    const std::size_t last = name.rfind('.');
    EXPECT_THAT(outcome.message(),
                HasSubstr(last == std::string::npos ? name : name.substr(last + 1)))
        << what;
    EXPECT_LT(outcome.output.size(), 2'000U) << what;
  }

  void ExpectGoodCallWorks() {
    EXPECT_EQ(world_.Add().exit_code, 0);
    EXPECT_EQ(world_.Del().exit_code, 0);
    EXPECT_TRUE(world_.IsClean());
  }

  World world_;
};

TEST_F(BadInputTest, InAPlaceOfTheConfigurationIsRefusedOrHarmless) {
  unsigned refused = 0;
  for (const std::string& place : Places()) {
    for (const json& bad : BadValues()) {
      json conf = Everything();
      conf[json::json_pointer(place)] = bad;
      const auto outcome = world_.Add({.conf = conf});
      const std::string what = place + " = " + bad.dump().substr(0, 60) + ": ";
      if (outcome.exit_code == 0) {
        EXPECT_TRUE(outcome.document().contains("ips")) << what;
        ASSERT_EQ(world_.Del({.conf = conf}).exit_code, 0) << what;
        continue;
      }
      ++refused;
      if (outcome.code() == 100) {
        EXPECT_TRUE(place.starts_with("/endpointPolicies/0")) << "HCN's own, which HCN judges";
        continue;
      }
      ExpectRefused(outcome, NameOf(place), what);
      if (HasFatalFailure()) return;
    }
    EXPECT_TRUE(world_.IsClean()) << place;
  }
  EXPECT_GT(refused, 400U);
  ExpectGoodCallWorks();
}

// C-C-05
TEST_F(BadInputTest, InAVariableIsRefused) {
  struct Bad {
    const char* name;
    std::string Call::*member;
    std::vector<std::string> values;
  };
  const std::string endless(100'000, 'x');
  for (const Bad& bad :
       std::vector<Bad>{{"CNI_CONTAINERID",
                         &Call::container_id,
                         {"", " ", "-", ".", "..", "../x", "a/b", "a\\b", "a b", "a~b", "a\n",
                          "\xff\xfe", "\xc3\xa4", "a:b", "a*", "\"", "{}", "%s%n"}},
                        {"CNI_IFNAME",
                         &Call::ifname,
                         {"", " ", ".", "..", "...", "a/b", "a\\b", "a:b", "eth 0", "eth\t0",
                          "\xc2\xa0", "sixteen-bytes-xx", "a~b", "a*", "a?", "\xff", endless}},
                        {"CNI_NETNS",
                         &Call::netns,
                         {"", " ", "none", "0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c1", "a/b", "\xff",
                          "00000000-0000-0000-0000-000000000000",
                          "{0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11", "\"", endless}},
                        {"CNI_ARGS",
                         &Call::args,
                         {"x", "=", "=x", ";x", "A=B", "IP=x", "IP=10.200.42.0/99", "MAC=x",
                          "IgnoreUnknown=x", "K8S_POD_NAME=a=b;X", "\xff=1", endless}},
                        {"CNI_COMMAND", &Call::command, {"add", "ADD ", "\xff", "\"", endless}}}) {
    for (const std::string& value : bad.values) {
      Call call;
      call.*bad.member = value;
      const auto outcome = world_.Run(call);
      const std::string what = std::string(bad.name) + "=" + value.substr(0, 60) + ": ";
      ExpectRefused(outcome, bad.name, what);
      EXPECT_EQ(outcome.code(), 4) << what;
      EXPECT_TRUE(outcome.hcn_calls.empty()) << what;
      if (HasFatalFailure()) return;
    }
  }
  EXPECT_TRUE(world_.files().List("/").empty()) << "nothing was made on the disk";
  ExpectGoodCallWorks();
}

TEST_F(BadInputTest, OnStdinIsRefused) {
  const std::string good = World::Conf().dump();
  for (const std::string& input :
       {std::string(), std::string("\xef\xbb\xbf") + good, good + good, good + "x",
        good.substr(0, good.size() / 2), std::string(1, '\0'), std::string("\xff\xfe{\0}\0", 6),
        std::string(2'000, '['), std::string(1'000'000, '['), std::string(1'000'000, '{'),
        std::string("{\"a\":") + std::string(1'000'000, ' '), std::string("{'name':'x'}"),
        std::string("{\"name\":\"a\",}"), std::string("{\"name\":NaN}"),
        std::string("{\"name\":01}"), std::string("{\"name\":\"\xff\"}"), std::string("true")}) {
    const auto outcome = world_.Add({.input = input});
    EXPECT_EQ(outcome.code(), 6) << input.substr(0, 60);
    EXPECT_THAT(outcome.message(), HasSubstr("the network configuration")) << input.substr(0, 60);
    EXPECT_LT(outcome.output.size(), 2'000U);
    EXPECT_TRUE(outcome.hcn_calls.empty());
  }
  EXPECT_TRUE(world_.files().List("/").empty());
  ExpectGoodCallWorks();
}

TEST_F(BadInputTest, WithEachByteOfAGoodConfigurationChangedNeverBreaksTheProgram) {
  const std::string good = World::Conf().dump();
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const char letter : {'"', '\xff', '9'}) {
      std::string input = good;
      input[at] = letter;
      const auto outcome = world_.Add({.input = input});
      ASSERT_TRUE(outcome.document().is_object()) << input;
      if (outcome.exit_code == 0) {
        ASSERT_EQ(world_.Del({.input = input}).exit_code, 0) << input;
      }
    }
  }
  EXPECT_TRUE(world_.IsClean());
  ExpectGoodCallWorks();
}

}  // namespace
}  // namespace plugin
