#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>

#include "conf/json_reader.h"
#include "tests/conf/expect_error.h"
#include "tests/conf/samples.h"
#include "tests/support/absolute.h"

// Whatever a runtime or an operator hands us ends in a NetConf or in a conf::Error that can be
// told. ErrorOf lets every other exception through, which fails the test.

namespace conf {
namespace {

using nlohmann::json;
using support::Absolute;

const json& Sample() {
  static const json sample = [] {
    json all = json::parse(R"({
    "cniVersion": "1.1.0", "name": "overlay", "type": "hcn-slice",
    "slice": [{"subnet": "10.200.42.0/24", "rangeStart": "10.200.42.9", "rangeEnd": "10.200.42.99",
               "gateway": "10.200.42.1", "reserved": ["10.200.42.11"]}, "fd00:200:42::/64"],
    "clusterCIDRs": ["10.200.0.0/16"], "serviceCIDRs": ["10.96.0.0/12"],
    "network": {"owner": "iso:a", "name": "net", "type": "L2Bridge", "adapter": "Ethernet",
                "create": true, "id": "f2a5f4e6-5d0b-4b35-a3a5-8d8f8b6a1c11", "portBase": 51820},
    "namespace": "join", "clusterPolicies": ["ACL"],
    "endpointPolicies": [{"Type": "ACL", "Settings": {"Action": "Allow", "LocalPorts": ["80", 443]}}],
    "loopbackDSR": false, "ipMasq": true, "macPrefix": "0E-2A",
    "dns": {"nameservers": ["10.96.0.10"], "domain": "d", "search": ["s"], "options": ["o"]},
    "podSearch": true, "capabilities": {"dns": true}, "ipam": {"type": ""},
    "networkMarkerShared": false, "ownerTag": "tag",
    "log": {"level": "info", "maxSizeMiB": 5, "maxFiles": 5},
    "timeouts": {"add": 60, "del": 30, "check": 30, "gc": 30, "status": 5},
    "args": {"cni": {"ips": ["10.200.42.12"]}},
    "runtimeConfig": {"portMappings": [{"hostPort": 80, "containerPort": 8080, "protocol": "tcp",
                                        "hostIP": "10.0.0.1"}],
                      "dns": {"servers": ["10.96.0.10"], "searches": ["svc"], "options": ["x"]},
                      "bandwidth": {"egressRate": 1000, "egressBurst": 2000},
                      "ips": ["10.200.42.12/24"], "mac": "00:15:5d:00:00:01"},
    "prevResult": {"cniVersion": "1.1.0"}})");
    all["stateDir"] = Absolute("/s");
    all["networkMarker"] = Absolute("/m");
    all["log"]["file"] = Absolute("/l");
    return all;
  }();
  return sample;
}

// Calls `visit` with the place of every value below the top of the sample.
template <typename Visit>
void ForEachPlace(const Visit& visit) {
  const json leaves = Sample().flatten();
  for (const auto& [pointer, value] : leaves.items()) {
    for (json::json_pointer place(pointer); !place.empty(); place.pop_back()) {
      visit(place);
    }
  }
}

void ExpectTellable(const Thrown& thrown) {
  EXPECT_NO_THROW((void)json(thrown.text).dump()) << "the text is valid UTF-8";
  EXPECT_LT(thrown.text.size(), 500U);
}

const std::array<json, 14> kStrangers{
    json(),     json(true), json(0),       json(-1),        json(1.5),
    json(""),   json("x"),  json("\n\\"),  json::array(),   json::array({json()}),
    json({{}}), json("~"),  json("<key>"), json({{"a", 1}})};

TEST(BadInput, IsAnErrorThatNamesTheKeyWhateverStandsThere) {
  ForEachPlace([](const json::json_pointer& place) {
    json::json_pointer top = place;
    while (!top.parent_pointer().empty()) {
      top.pop_back();
    }
    for (const json& stranger : kStrangers) {
      json conf = Sample();
      conf[place] = stranger;
      const Thrown thrown = ErrorOf([&] { return Strict(conf); });
      ExpectTellable(thrown);
      if (thrown.problem) {
        EXPECT_THAT(thrown.text, testing::HasSubstr(top.back())) << place << " = " << stranger;
      }
    }
  });
}

// C-D-16
TEST(BadInput, FailsDelInFewPlacesOnly) {
  const std::set<std::string> needed{"/name", "/cniVersion", "/stateDir", "/networkMarker",
                                     "/ownerTag"};
  ForEachPlace([&](const json::json_pointer& place) {
    for (const json& stranger : kStrangers) {
      json conf = Sample();
      conf[place] = stranger;
      if (!needed.contains(place.to_string())) {
        EXPECT_FALSE(ErrorOf([&] { return Tolerant(conf); }).problem) << place << " = " << stranger;
      }
    }
  });
}

Thrown ErrorOfText(const std::string& text) {
  return ErrorOf([&] { return Strict(ParseJson(text, "the network configuration")); });
}

// C-D-01
TEST(BadInput, IsAnErrorWhereverTheTextIsCutOff) {
  const std::string text = Sample().dump();
  ASSERT_FALSE(ErrorOfText(text).problem);
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_EQ(ErrorOfText(text.substr(0, size)).problem, Problem::kMalformed) << size;
  }
}

TEST(BadInput, IsToldWhateverByteIsWrong) {
  const std::string text = Sample().dump();
  for (const char byte : {'"', '9', '\xFF'}) {
    for (std::size_t position = 0; position < text.size(); ++position) {
      std::string wrong = text;
      wrong[position] = byte;
      ExpectTellable(ErrorOfText(wrong));
    }
  }
}

TEST(BadInput, NeverFailsToBeReadForDelBecauseOfInvalidUnicode) {
  const std::string text = Sample().dump();
  for (std::size_t position = text.find("net\""); position < text.find("net\"") + 3; ++position) {
    std::string wrong = text;
    wrong[position] = '\xE2';
    EXPECT_NO_THROW((void)Tolerant(ParseJson(wrong, "x", InvalidUtf8::kReplace)));
  }
}

}  // namespace
}  // namespace conf
