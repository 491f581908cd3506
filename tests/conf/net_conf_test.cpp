#include "conf/net_conf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conf/json_reader.h"
#include "tests/conf/expect_error.h"
#include "tests/conf/samples.h"
#include "tests/support/absolute.h"

namespace conf {
namespace {

using nlohmann::json;
using support::Absolute;
using testing::HasSubstr;
using testing::IsEmpty;

Thrown ErrorWith(const std::string& pointer, const json& value) {
  return ErrorOf([&] { return Strict(ConfWith(pointer, value)); });
}

TEST(NetConf, NeedsASliceOnlyAndHasDefaultsForTheRest) {
  const NetConf conf = Strict(SmallestConf());
  EXPECT_EQ(conf.version, SpecVersion::k100);
  EXPECT_EQ(conf.name, "overlay");
  EXPECT_EQ(conf.slices.size(), 1U);
  EXPECT_EQ(conf.network.owner, "base");
  EXPECT_EQ(conf.network.type, "");
  EXPECT_FALSE(conf.network.create);
  EXPECT_EQ(conf.network.port_base, 51820);
  EXPECT_EQ(conf.name_space, NamespacePolicy::kIfMissing);
  EXPECT_EQ(conf.cluster_policies.mode, ClusterPolicies::Mode::kAuto);
  EXPECT_EQ(conf.ip_masq, std::nullopt);
  EXPECT_FALSE(conf.loopback_dsr);
  EXPECT_TRUE(conf.pod_search);
  EXPECT_TRUE(conf.dns.empty());
  EXPECT_EQ(conf.owner_tag, "hcn-slice");
  EXPECT_EQ(conf.state_dir, "/state");
  EXPECT_EQ(conf.network_marker, "/state/networks.json");
  EXPECT_EQ(conf.log.file, "/state/hcn-slice.log");
  EXPECT_EQ(conf.log.level, "info");
  EXPECT_EQ(conf.timeouts.add, std::chrono::seconds(60));
  EXPECT_EQ(conf.timeouts.status, std::chrono::seconds(5));
  EXPECT_EQ(conf.prev_result, std::nullopt);
}

TEST(NetConf, KeepsMarkerAndLogBesideTheStateThatIsConfigured) {
  const NetConf conf = Strict(ConfWith("/stateDir", Absolute("/elsewhere")));
  EXPECT_EQ(conf.state_dir, Absolute("/elsewhere"));
  EXPECT_EQ(conf.network_marker, Absolute("/elsewhere/networks.json"));
  EXPECT_EQ(conf.log.file, Absolute("/elsewhere/hcn-slice.log"));
}

// C-D-03
TEST(NetConf, IsAnObject) {
  for (const json& document : {json::array(), json("x"), json(5), json(true), json()}) {
    EXPECT_THAT(ErrorOf([&] { return Strict(document); }),
                Is(Problem::kMalformed, "the network configuration must be an object"));
    EXPECT_THAT(ErrorOf([&] { return Tolerant(document); }),
                Is(Problem::kMalformed, "the network configuration must be an object"));
  }
}

// C-D-04
TEST(NetConf, HasAName) {
  for (const json& none : {json(), json("")}) {
    EXPECT_THAT(ErrorWith("/name", none), Is(Problem::kInvalid, "name is missing"));
  }
  EXPECT_THAT(ErrorWith("/name", 5), Is(Problem::kMalformed, "name must be a string, not 5"));
  for (const char* bad : {"../x", "a b", "nul", "\uFFFD"}) {
    EXPECT_THAT(ErrorWith("/name", bad), Is(Problem::kInvalid, "name must ")) << bad;
    EXPECT_THAT(ErrorOf([&] { return Tolerant(ConfWith("/name", bad)); }),
                Is(Problem::kInvalid, "name must "))
        << bad;
  }
}

// C-D-05
TEST(NetConf, NeedsNoType) {
  json conf = SmallestConf();
  conf.erase("type");
  EXPECT_EQ(Strict(conf).name, "overlay");
}

// C-D-09
TEST(NetConf, ReadsProtocolKeysInTheirExactCaseOnly) {
  json conf = SmallestConf();
  conf["cniversion"] = "1.1.0";
  conf["CNIVERSION"] = 5;
  conf["PrevResult"] = "x";
  EXPECT_EQ(Strict(conf).version, SpecVersion::k100);
  conf.erase("name");
  conf["Name"] = "overlay";
  EXPECT_THAT(ErrorOf([&] { return Strict(conf); }), Is(Problem::kInvalid, "name is missing"));
}

// C-E-03
TEST(NetConf, IsOfTheOldestVersionWhenItNamesNone) {
  for (const json& none : {json(), json("")}) {
    EXPECT_EQ(Strict(ConfWith("/cniVersion", none)).version, SpecVersion::k010);
  }
  json conf = SmallestConf();
  conf.erase("cniVersion");
  EXPECT_EQ(Strict(conf).version, SpecVersion::k010);
}

// C-E-02, C-E-06
TEST(NetConf, NamesTheVersionThatItCannotAndThoseThatItCan) {
  for (const char* version : {"1.1", "v1.1.0", "1.1.0 ", "0.5.0", "2.0.0", "abc"}) {
    const json conf = ConfWith("/cniVersion", version);
    for (const Thrown& thrown :
         {ErrorOf([&] { return Strict(conf); }), ErrorOf([&] { return Tolerant(conf); })}) {
      EXPECT_THAT(thrown, Is(Problem::kVersion, "0.1.0, 0.2.0, 0.3.0, 0.3.1, 0.4.0, 1.0.0, 1.1.0"));
      EXPECT_THAT(thrown.text, HasSubstr("cniVersion \"" + std::string(version) + "\""));
    }
  }
}

// C-E-04
TEST(NetConf, HasAVersionThatIsAString) {
  EXPECT_THAT(ErrorWith("/cniVersion", 1.1),
              Is(Problem::kMalformed, "cniVersion must be a string"));
}

TEST(NetConf, TellsItsVersionThoughTheRestIsWrong) {
  EXPECT_EQ(ReadVersion({{"cniVersion", "1.1.0"}, {"name", 5}, {"slice", 7}}), SpecVersion::k110);
  EXPECT_EQ(ReadVersion(json::object()), SpecVersion::k010);
  EXPECT_EQ(ReadVersion({{"cniVersion", nullptr}}), SpecVersion::k010);
  EXPECT_THAT(ErrorOf([] {
                return ReadVersion({{"cniVersion", "9.0.0"}});
              }),
              Is(Problem::kVersion, "\"9.0.0\""));
  EXPECT_THAT(ErrorOf([] {
                return ReadVersion({{"cniVersion", {"1.0.0"}}});
              }),
              Is(Problem::kMalformed, "cniVersion must be a string, not a list"));
  EXPECT_THAT(ErrorOf([] { return ReadVersion(json::array()); }),
              Is(Problem::kMalformed, "must be an object"));
}

// C-D-13, C-O-02, C-P-06
// C-Q-05, L-07
TEST(NetConf, IgnoresWhatItDoesNotKnow) {
  json conf = SmallestConf();
  conf["future"] = {{"a", 1}};
  conf["network"] = {{"future", 1}};
  conf["args"] = {{"labels", {1}}, {"cni", {{"labels", {{{"key", "a"}, {"value", "b"}}}}}}};
  conf["capabilities"] = {{"portMappings", true}, {"future", "yes"}};
  conf["cni.dev/foo"] = 5;
  conf["cniVersions"] = {"1.1.0"};
  EXPECT_EQ(Strict(conf).name, "overlay");
}

// C-D-12
TEST(NetConf, DoesNotMindHugeNumbersInUnknownKeys) {
  EXPECT_EQ(Strict(ParseJson(R"({"name":"n","slice":"10.0.0.0/24","unknown":1e400})", "x")).name,
            "n");
  EXPECT_THAT(ErrorOf([] {
                return Strict(ParseJson(
                    R"({"name":"n","slice":"10.0.0.0/24","timeouts":{"add":1e400}})", "x"));
              }),
              Is(Problem::kMalformed, "timeouts.add must be a whole number"));
}

// C-N-01, C-N-04, C-D-14
TEST(NetConf, KeepsThePreviousResultAsItCame) {
  const json result = {{"cniVersion", "1.0.0"}, {"ips", {{{"address", "10.0.0.5/24"}}}}, {"x", 1}};
  EXPECT_EQ(Strict(ConfWith("/prevResult", result)).prev_result, result);
  EXPECT_EQ(Strict(ConfWith("/prevResult", json::object())).prev_result, json::object());
  EXPECT_EQ(Strict(ConfWith("/prevResult", nullptr)).prev_result, std::nullopt);
  for (const json& bad : {json::array(), json("x"), json(5)}) {
    EXPECT_THAT(ErrorWith("/prevResult", bad), Is(Problem::kMalformed, "prevResult must be"));
    EXPECT_EQ(Tolerant(ConfWith("/prevResult", bad)).prev_result, std::nullopt);
  }
}

// C-D-16
TEST(NetConf, IsNoReasonForDelToFail) {
  json conf = {{"name", "overlay"}};
  EXPECT_EQ(Tolerant(conf).version, SpecVersion::k010);
  EXPECT_THAT(Tolerant(conf).slices, IsEmpty());
  conf = SmallestConf();
  conf["sliceFile"] = "relative";
  conf["ipam"] = "host-local";
  conf["network"] = {{"id", "no guid"}, {"owner", 5}, {"name", "still-read"}};
  conf["dns"] = "10.0.0.10";
  conf["args"] = 5;
  conf["timeouts"] = {{"del", 0}, {"gc", 7}};
  conf["log"] = {{"level", "loud"}};
  const NetConf tolerant = Tolerant(conf);
  EXPECT_EQ(tolerant.slices.size(), 1U);
  EXPECT_EQ(tolerant.network.id, "");
  EXPECT_EQ(tolerant.network.owner, "base");
  EXPECT_EQ(tolerant.network.name, "still-read") << "beside a wrong one, a right key counts";
  EXPECT_EQ(tolerant.timeouts.del, std::chrono::seconds(30));
  EXPECT_EQ(tolerant.timeouts.gc, std::chrono::seconds(7));
}

TEST(NetConf, FailsDelWhenItDoesNotSayWhereTheStateIs) {
  for (const auto& [key, value] : {std::pair{"stateDir", "relative"},
                                   {"networkMarker", "x.json"},
                                   {"ownerTag", "far-too-long-for-a-tag"}}) {
    const json conf = ConfWith("/" + std::string(key), value);
    EXPECT_THAT(ErrorOf([&] { return Tolerant(conf); }), Is(Problem::kInvalid, key));
  }
  EXPECT_THAT(ErrorOf([&] { return Tolerant(ConfWith("/stateDir", 5)); }),
              Is(Problem::kMalformed, "stateDir must be a string, not 5"));
}

TEST(NetworkName, FollowsFromTheOwnerUnlessItIsGiven) {
  const std::pair<const char*, const char*> kNames[] = {
      {"base", "hcn-slice-base"},
      {"shared-nat", "hcn-slice-shared-nat"},
      {"service:web", "hcn-slice-service-web"},
      {"iso:x", "hcn-slice-iso-x"},
  };
  for (const auto& [owner, name] : kNames) {
    EXPECT_EQ(Strict(ConfWith("/network/owner", owner)).NetworkName(), name);
  }
  json conf = ConfWith("/ownerTag", "mine");
  EXPECT_EQ(Strict(conf).NetworkName(), "mine-base");
  conf["network"] = {{"name", "My network"}};
  EXPECT_EQ(Strict(conf).NetworkName(), "My network");
}

}  // namespace
}  // namespace conf
