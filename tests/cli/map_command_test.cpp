#include "tests/cli/inventory_fixture.h"

namespace cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

using MapCommand = OnANode;

TEST_F(MapCommand, DrawsTheSliceWithALegend) {
  AddPod("web-0");
  const Outcome outcome = world_.Tool({"map"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_THAT(outcome.output,
              AllOf(HasSubstr("slice 10.200.42.0/24: 253 addresses, 1 used"),
                    HasSubstr("10.200.42.0    --#............. "),
                    HasSubstr(". free  # used  R reserved  ~ resting  ! orphan, or odd otherwise  "
                              "F foreign  - never handed out\n"),
                    Not(HasSubstr("\x1b"))));
}

TEST_F(MapCommand, EndsWith3WhenSomethingNeedsAttention) {
  AddPod("web-0");
  AddOrphan("dead");
  PlantForeign("10.200.42.5");
  const Outcome outcome = world_.Tool({"map"});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.output, HasSubstr("--#!.F"));
}

TEST_F(MapCommand, DrawsBothFamilies) {
  Call call = PodCall("web-0");
  call.conf = World::Conf();
  call.conf["slice"] = {"10.200.42.0/24", "fd00:200:42::/64"};
  EXPECT_EQ(world_.Add(call).exit_code, 0);
  const Outcome outcome = world_.Tool({"map"}, call);
  EXPECT_THAT(outcome.output, AllOf(HasSubstr("10.200.42.0    --#"),
                                    HasSubstr("\nfd00:200:42::  --#"), HasSubstr("\n...\n")));
}

TEST_F(MapCommand, DrawsWhatASliceFileSays) {
  Call call;
  call.conf = World::Conf();
  call.conf.erase("slice");
  call.conf["sliceFile"] = support::Absolute("/run/subnet.env");
  const Outcome missing = world_.Tool({"map"}, call);
  EXPECT_EQ(missing.exit_code, 1);
  EXPECT_THAT(missing.error, AllOf(HasSubstr("no slice to draw"), HasSubstr("subnet.env")));
  world_.files().MakeFolders(std::filesystem::path(support::Absolute("/run")));
  world_.files().Write(support::Absolute("/run/subnet.env"), "FLANNEL_SUBNET=10.200.9.1/24\n");
  EXPECT_THAT(world_.Tool({"map"}, call).output, HasSubstr("10.200.9.0    --."));
}

TEST_F(MapCommand, IsColouredOnATerminalOnly) {
  AddPod("web-0");
  Call call;
  call.is_terminal = true;
  EXPECT_THAT(world_.Tool({"map"}, call).output, HasSubstr("\x1b[32m#\x1b[0m"));
}

TEST_F(MapCommand, SaysItAsJson) {
  AddPod("web-0");
  const json map = json::parse(world_.Tool({"map", "--json"}).output);
  EXPECT_EQ(map["hcnAnswers"], true);
  EXPECT_EQ(map["slices"][0]["subnet"], "10.200.42.0/24");
  EXPECT_EQ(map["slices"][0]["gateway"], "10.200.42.1");
  EXPECT_EQ(map["slices"][0]["rangeStart"], "10.200.42.1");
  EXPECT_EQ(map["slices"][0]["rangeEnd"], "10.200.42.254");
  EXPECT_EQ(map["slices"][0]["free"], 252);
  EXPECT_EQ(map["slices"][0]["addresses"],
            json::parse(R"([{"address": "10.200.42.2", "state": "live"}])"));
}

TEST_F(MapCommand, HasHelpWithAnExample) {
  EXPECT_THAT(world_.Tool({"map", "--help"}).output, HasSubstr("Example: hcn-slice map"));
}

}  // namespace
}  // namespace cli
