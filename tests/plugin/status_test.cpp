#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hcn/error.h"
#include "tests/support/absolute.h"
#include "tests/support/world.h"

namespace plugin {
namespace {

using nlohmann::json;
using support::Absolute;
using support::World;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

support::Outcome Status(World& world, const json& conf = World::Conf()) {
  return world.RunAs("STATUS",
                     {.container_id = "", .netns = "", .ifname = "", .path = "", .conf = conf});
}

// C-M-02
TEST(Status, IsFineBeforeTheFirstAddWhereTheNetworkMayBeMade) {
  World world;
  const auto outcome = Status(world);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_EQ(outcome.output, "");
}

// C-M-01
TEST(Status, IsFineAfterwards) {
  World world;
  world.Add();
  EXPECT_EQ(Status(world).exit_code, 0);
}

TEST(Status, IsFineForANetworkThatIsMadeWithoutAsking) {
  for (const char* type : {"Internal", "NAT", "Private"}) {
    World world;
    json conf = World::Conf();
    conf["network"] = {{"type", type}};
    EXPECT_EQ(Status(world, conf).exit_code, 0) << type;
  }
}

// C-M-03
TEST(Status, ChangesNothing) {
  World world;
  world.Add();
  const json host = world.Dump();
  const auto records = world.Records();
  support::Call call;
  call.disturb = [](std::string_view operation, support::Moment) {
    EXPECT_FALSE(operation == "Write" || operation == "Rename" || operation == "Remove")
        << operation;
  };
  EXPECT_EQ(world.RunAs("STATUS", call).exit_code, 0);
  EXPECT_EQ(world.Dump(), host);
  EXPECT_EQ(world.Records(), records);
}

// C-M-03
TEST(Status, MakesNothingOnAFreshNode) {
  World world;
  const json host = world.Dump();
  EXPECT_EQ(Status(world).exit_code, 0);
  EXPECT_EQ(world.Dump(), host);
  EXPECT_THAT(world.files().List("/"), testing::IsEmpty());
}

// C-M-05
TEST(Status, ListsNoEndpointsAndNoNamespaces) {
  World world;
  world.Add();
  for (const auto& outcome : {Status(world), Status(world)}) {
    EXPECT_THAT(outcome.hcn_calls, AllOf(Not(Contains(HasSubstr("EnumerateEndpoints"))),
                                         Not(Contains(HasSubstr("EnumerateNamespaces")))));
    EXPECT_LE(outcome.hcn_calls.size(), 3U) << "milliseconds";
  }
}

// C-M-01
TEST(Status, SaysThatHcnIsDown) {
  World world;
  support::Call call;
  call.disturb = [](std::string_view operation, support::Moment) {
    if (operation.starts_with("Hcn")) throw hcn::Error(operation, hcn::kRpcServerUnavailable);
  };
  const auto outcome = world.RunAs("STATUS", call);
  EXPECT_EQ(outcome.code(), 50);
  EXPECT_THAT(outcome.message(), AllOf(StartsWith("STATUS"), HasSubstr("sc query hns")));
}

// C-M-02
TEST(Status, SaysThatTheNetworkIsMissingWhereAddMayNotMakeIt) {
  for (const json& network :
       {json({{"type", "L2Bridge"}}), json({{"type", "L2Bridge"}, {"create", true}}),
        json({{"type", "L2Bridge"}, {"adapter", "Ethernet"}}), json({{"type", "Transparent"}}),
        json({{"type", "Overlay"}, {"name", "flannel.4096"}})}) {
    World world;
    json conf = World::Conf();
    conf["network"] = network;
    const auto outcome = Status(world, conf);
    EXPECT_EQ(outcome.code(), 50) << network << outcome.output;
    EXPECT_THAT(outcome.message(), HasSubstr("does not exist"));
  }
}

TEST(Status, SaysThatTheNetworkIsAnotherOne) {
  World world;
  world.Add();
  json conf = World::Conf();
  conf["slice"] = "10.200.43.0/24";
  const auto outcome = Status(world, conf);
  EXPECT_EQ(outcome.code(), 50);
  EXPECT_THAT(outcome.message(), AllOf(HasSubstr("10.200.42.0/24"), HasSubstr("10.200.43.0/24")));
}

// C-M-02
TEST(Status, SaysThatTheSliceIsFull) {
  World world;
  json conf = World::Conf();
  conf["slice"] = "10.200.42.0/30";
  EXPECT_EQ(Status(world, conf).exit_code, 0);
  ASSERT_EQ(world.Add({.conf = conf}).exit_code, 0);
  const auto outcome = Status(world, conf);
  EXPECT_EQ(outcome.code(), 50);
  EXPECT_THAT(outcome.message(), HasSubstr("10.200.42"));
  world.Del({.conf = conf});
  EXPECT_EQ(Status(world, conf).exit_code, 0);
}

TEST(Status, SaysThatNobodyWroteTheSliceFileYet) {
  World world;
  json conf = World::Conf();
  conf.erase("slice");
  conf["sliceFile"] = Absolute("/run/flannel/subnet.env");
  const auto outcome = Status(world, conf);
  EXPECT_EQ(outcome.code(), 50);
  EXPECT_THAT(outcome.message(), HasSubstr(Absolute("/run/flannel/subnet.env")));
  world.files().MakeFolders(Absolute("/run/flannel"));
  world.files().Write(Absolute("/run/flannel/subnet.env"), "FLANNEL_NETWORK=10.200.0.0/16\n");
  EXPECT_EQ(Status(world, conf).code(), 50) << "no slice in it";
  world.files().Write(Absolute("/run/flannel/subnet.env"), "FLANNEL_SUBNET=10.200.42.1/24\n");
  EXPECT_EQ(Status(world, conf).exit_code, 0);
}

// C-S-07
TEST(Status, SaysThatTheMarkerCannotBeRead) {
  World world;
  world.files().MakeFolders(World::StateDir());
  world.files().Write(World::StateDir() / "networks.json", R"({"version": 99, "networks": []})");
  EXPECT_EQ(Status(world).code(), 50);
}

// L-25
TEST(Status, KeepsTheCodesOfAConfigurationThatIsWrong) {
  World world;
  json conf = World::Conf();
  conf["slice"] = 7;
  EXPECT_EQ(Status(world, conf).code(), 6);
  conf["slice"] = "10.200.42.0/99";
  EXPECT_EQ(Status(world, conf).code(), 7);
  conf["cniVersion"] = "1.0.0";
  EXPECT_EQ(Status(world, conf).code(), 1);
}

// C-M-03
TEST(Status, NeverKeepsOtherVerbsFromWorking) {
  World world;
  support::Call call;
  call.disturb = [](std::string_view operation, support::Moment) {
    if (operation.starts_with("Hcn")) throw hcn::Error(operation, hcn::kRpcServerUnavailable);
  };
  EXPECT_EQ(world.RunAs("STATUS", call).exit_code, 1);
  EXPECT_EQ(world.Add().exit_code, 0);
}

}  // namespace
}  // namespace plugin
