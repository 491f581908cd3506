#include <gtest/gtest.h>

#include "conf/spec_version.h"
#include "plugin/request.h"
#include "tests/support/world.h"

namespace plugin {
namespace {

using nlohmann::json;
using support::Call;
using support::World;

const json kAll = {"0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0"};

Call Bare(std::optional<std::string> input) {
  return {.container_id = "", .netns = "", .ifname = "", .path = "", .input = std::move(input)};
}

// C-H-02
TEST(Version, EchoesTheVersionItWasAskedInAndListsAll) {
  World world;
  for (const char* version : {"0.1.0", "1.0.0", "1.1.0", "7.0.0"}) {
    const auto outcome = world.RunAs("VERSION", Bare(json{{"cniVersion", version}}.dump()));
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_EQ(outcome.document(), json({{"cniVersion", version}, {"supportedVersions", kAll}}));
  }
}

// C-H-02
TEST(Version, AnswersWithOurNewestWhateverStdinHolds) {
  World world;
  for (const std::string& input :
       {std::string(), std::string(" "), std::string("garbage"), std::string("[]"),
        std::string("null"), std::string("{}"), std::string(R"({"cniVersion":null})"),
        std::string(R"({"cniVersion":1.1})"), std::string("{\"cniVersion\":\"\xff\"}"),
        std::string("\xef\xbb\xbf{}"), std::string(1, '\0'), std::string(100'000, '[')}) {
    const auto outcome = world.RunAs("VERSION", Bare(input));
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_EQ(outcome.document(), json({{"cniVersion", "1.1.0"}, {"supportedVersions", kAll}}))
        << input.substr(0, 40);
  }
}

// C-H-01
TEST(Version, NeedsNeitherHcnNorDisk) {
  World world;
  Call call = Bare("{}");
  call.netns = call.ifname = call.path = "dummy";
  call.disturb = [](std::string_view operation, support::Moment) { ADD_FAILURE() << operation; };
  EXPECT_EQ(world.RunAs("VERSION", call).exit_code, 0);
}

TEST(Version, FailsWithoutASecondDocumentWhenStdoutIsGone) {
  World world;
  Call call = Bare("{}");
  call.output_is_broken = true;
  const auto outcome = world.RunAs("VERSION", call);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.output, "");
}

class EachVersion : public testing::TestWithParam<std::string_view> {};

// C-E-07, C-F-01, C-H-05, L-30
TEST_P(EachVersion, IsAnsweredByAddAndDelInItsOwn) {
  World world;
  json conf = World::Conf();
  conf["cniVersion"] = GetParam();
  const auto added = world.Add({.conf = conf});
  ASSERT_EQ(added.exit_code, 0) << added.output;
  EXPECT_EQ(added.document()["cniVersion"], GetParam());
  const auto deleted = world.Del({.conf = conf});
  EXPECT_EQ(deleted.exit_code, 0) << deleted.output;
  EXPECT_TRUE(world.IsClean());
}

// C-G-02
TEST_P(EachVersion, IsTheVersionOfItsErrors) {
  World world;
  json conf = World::Conf();
  conf["cniVersion"] = GetParam();
  conf["slice"] = "nonsense";
  const auto outcome = world.Add({.conf = conf});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.document()["cniVersion"], GetParam());
}

// C-E-05, C-K-01, C-L-01, C-M-01, L-02
TEST_P(EachVersion, DecidesWhichVerbsThereAre) {
  World world;
  json conf = World::Conf();
  conf["cniVersion"] = GetParam();
  const auto version = *conf::ParseSpecVersion(GetParam());
  const auto check = world.RunAs("CHECK", {.conf = conf});
  EXPECT_EQ(check.code(), version < conf::SpecVersion::k040 ? 1 : 7) << "7: without prevResult";
  for (const char* verb : {"GC", "STATUS"}) {
    const auto outcome = world.RunAs(verb, {.conf = conf});
    EXPECT_EQ(outcome.exit_code, version < conf::SpecVersion::k110 ? 1 : 0) << outcome.output;
    if (outcome.exit_code == 1) {
      EXPECT_EQ(outcome.code(), 1);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Of, EachVersion, testing::ValuesIn(conf::kSupportedVersions));

// C-E-03
TEST(Add, TakesAConfigurationWithoutAVersionForTheOldest) {
  for (const json& none : {json(), json("")}) {
    World world;
    json conf = World::Conf();
    conf["cniVersion"] = none;
    EXPECT_EQ(world.Add({.conf = conf}).document()["cniVersion"], "0.1.0");
  }
}

// C-E-02, C-E-06, C-G-02, L-19, L-20
TEST(EachVerb, RefusesVersionsThatNobodyHeardOf) {
  World world;
  for (const char* verb : {"ADD", "DEL", "CHECK", "GC", "STATUS"}) {
    for (const char* version :
         {"1.1", "v1.1.0", "1.1.0 ", "01.1.0", "1.1.0-rc1", "0.5.0", "1.2.0", "2.0.0", "abc"}) {
      json conf = World::Conf();
      conf["cniVersion"] = version;
      const auto outcome = world.RunAs(verb, {.conf = conf});
      EXPECT_EQ(outcome.exit_code, 1);
      EXPECT_EQ(outcome.code(), 1) << verb << version;
      EXPECT_EQ(outcome.document()["cniVersion"], "1.1.0") << "ours: the other is unusable";
      EXPECT_NE(outcome.message().find(version), std::string::npos);
      EXPECT_NE(outcome.message().find("0.1.0, 0.2.0"), std::string::npos) << "what there is";
    }
  }
}

}  // namespace
}  // namespace plugin
