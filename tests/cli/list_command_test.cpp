#include <sstream>

#include "tests/cli/inventory_fixture.h"

namespace cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

using ListCommand = OnANode;

TEST_F(ListCommand, ShowsWhatIsLive) {
  AddPod("web-0");
  const Outcome outcome = world_.Tool({"list"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_THAT(outcome.output,
              AllOf(HasSubstr("ADDRESS"), HasSubstr("10.200.42.2"), HasSubstr("live"),
                    HasSubstr("shop/web-0"), HasSubstr(IdOf("web-0").ToString().substr(0, 8)),
                    HasSubstr(NetnsOf("web-0").substr(0, 8)), Not(HasSubstr("!"))));
  EXPECT_THAT(outcome.output,
              HasSubstr("slice 10.200.42.0/24: 253 addresses, 1 used, 0 reserved, 0 resting, 252 "
                        "free\n"));
}

TEST_F(ListCommand, SaysSoWhenThereIsNothing) {
  const Outcome outcome = world_.Tool({"list"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_THAT(outcome.output, HasSubstr("nobody has an address\n"));
}

TEST_F(ListCommand, MarksAnOrphanAndSaysWhy) {
  AddPod("live");
  AddOrphan("dead");
  const Outcome outcome = world_.Tool({"list"});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.output, AllOf(HasSubstr("!  10.200.42.3  orphan  shop/dead"),
                                    HasSubstr("! 10.200.42.3 orphan:\n    its namespace " +
                                              NetnsOf("dead") + " does not exist\n")));
}

TEST_F(ListCommand, FitsAHundredColumns) {
  Call call = PodCall(std::string(64, 'f'));
  call.conf = World::Conf();
  call.conf["slice"] = {"10.200.42.0/24", "fd00:200:42::/64"};
  call.args =
      "K8S_POD_NAMESPACE=" + std::string(63, 'n') + ";K8S_POD_NAME=" + std::string(200, 'p');
  world_.MakeNamespace(call.netns);
  EXPECT_EQ(world_.Add(call).exit_code, 0);
  world_.DeleteNamespace(call.netns);
  std::istringstream lines(world_.Tool({"list"}, call).output);
  unsigned count = 0;
  for (std::string line; std::getline(lines, line); ++count) EXPECT_LE(line.size(), 100U) << line;
  EXPECT_EQ(count, 7U);
}

TEST_F(ListCommand, ShowsAges) {
  AddPod("web-0");
  Call later;
  for (const auto& [seconds, age] :
       {std::pair{5, "5s"}, {150, "2m"}, {7200, "2h"}, {864000, "10d"}}) {
    later.wall_clock = Call().wall_clock + std::chrono::seconds(seconds);
    EXPECT_THAT(world_.Tool({"list"}, later).output, HasSubstr(std::string("  ") + age + "\n"));
  }
}

TEST_F(ListCommand, IsColouredOnATerminalOnly) {
  AddPod("web-0");
  EXPECT_THAT(world_.Tool({"list"}).output, Not(HasSubstr("\x1b")));
  Call call;
  call.is_terminal = true;
  EXPECT_THAT(world_.Tool({"list"}, call).output, HasSubstr("\x1b[32mlive\x1b[0m"));
  call.environment["NO_COLOR"] = "1";
  EXPECT_THAT(world_.Tool({"list"}, call).output, AllOf(HasSubstr("live"), Not(HasSubstr("\x1b"))));
}

TEST_F(ListCommand, SaysItAsJson) {
  AddPod("web-0");
  const json list = List();
  EXPECT_EQ(list["hcnAnswers"], true);
  EXPECT_EQ(list["problems"], json::array());
  EXPECT_EQ(list["slices"], json::parse(R"([{"subnet": "10.200.42.0/24", "size": 253, "used": 1,
    "reserved": 0, "resting": 0, "free": 252, "foreign": 0}])"));
  EXPECT_EQ(list["holders"], (json{{{"state", "live"},
                                    {"needsAttention", false},
                                    {"addresses", {"10.200.42.2"}},
                                    {"id", IdOf("web-0").ToString()},
                                    {"network", "overlay"},
                                    {"containerId", "web-0"},
                                    {"ifname", "eth0"},
                                    {"pod", "shop/web-0"},
                                    {"namespaceId", NetnsOf("web-0")},
                                    {"created", "2023-11-14T22:13:20Z"},
                                    {"record", "10.200.42.2~" + IdOf("web-0").ToString() + ".json"},
                                    {"endpointName", "hcn-slice~overlay~web-0~eth0"}}}));
}

TEST_F(ListCommand, NeedsNoConfigurationForAStateFolder) {
  AddPod("web-0");
  const Outcome outcome = world_.Tool({"list", "--state-dir", World::StateDir().string()});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_THAT(outcome.output, HasSubstr("shop/web-0"));
}

TEST_F(ListCommand, HasHelpWithAnExample) {
  const Outcome outcome = world_.Tool({"list", "--help"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.output, HasSubstr("Example: hcn-slice list"));
}

}  // namespace
}  // namespace cli
