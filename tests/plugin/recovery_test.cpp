#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/plugin/node.h"
#include "tests/support/absolute.h"

// What happened to the node behind our back: HNS was restarted, the state folder went, the clock
// jumped.

namespace plugin {
namespace {

using nlohmann::json;
using support::Call;
using support::Outcome;
using support::World;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(AfterARestartOfHns, CheckSaysThatTheEndpointIsGone) {
  World world;
  const json result = Start(world, Pod(1));
  world.host().RestartService();
  const Outcome outcome = world.Check(Pod(1), result);
  EXPECT_EQ(outcome.code(), 103);
  EXPECT_THAT(outcome.message(), AllOf(HasSubstr("HCN has no endpoint"), HasSubstr(IdOf(Pod(1)))));
  world.set_loose_at_end();
}

// C-M-01
TEST(AfterARestartOfHns, StatusSaysThatPodsRunWithoutNetwork) {
  World world;
  Start(world, Pod(1));
  Start(world, Pod(2));
  EXPECT_EQ(world.RunAs("STATUS", {}).exit_code, 0);
  world.host().RestartService();
  const Outcome outcome = world.RunAs("STATUS", {});
  EXPECT_EQ(outcome.code(), 51) << outcome.output;
  EXPECT_THAT(outcome.message(), AllOf(HasSubstr("HNS was restarted"), HasSubstr("hcn-slice~")));
  world.set_loose_at_end();
}

TEST(AfterARestartOfHns, StatusIsFineAgainWhenThosePodsAreGone) {
  World world;
  Start(world, Pod(1));
  world.host().RestartService();
  EXPECT_EQ(world.RunAs("STATUS", {}).code(), 51);
  EXPECT_EQ(world.Del(Pod(1)).exit_code, 0);
  EXPECT_EQ(world.RunAs("STATUS", {}).exit_code, 0);
}

TEST(AfterARestartOfHns, StatusSaysSoAlsoWhereTheNetworkWentAndMayNotBeMade) {
  World world;
  Call call = Pod(1);
  Start(world, call);
  call.conf = ConfWith(R"({"network": {"create": false}})");
  world.host().RestartService();
  world.hcn().DeleteNetwork(
      *hcn::Guid::Parse(world.Dump()["networks"][0]["ID"].get<std::string>()));
  EXPECT_EQ(world.RunAs("STATUS", call).code(), 51);
  EXPECT_EQ(world.Del(call).exit_code, 0);
  EXPECT_EQ(world.RunAs("STATUS", call).code(), 50);
}

TEST(AfterARestartOfHns, DelConvergesAndTheAddressesComeBack) {
  World world;
  Start(world, OnTheSmallestSlice(1));
  const std::string address = AddressOf(world, OnTheSmallestSlice(1));
  world.host().RestartService();
  EXPECT_EQ(world.Add(OnTheSmallestSlice(2)).code(), 11) << "the address is not free yet";
  EXPECT_EQ(world.Del(OnTheSmallestSlice(1)).exit_code, 0);
  EXPECT_TRUE(world.IsClean());
  EXPECT_EQ(world.Add(OnTheSmallestSlice(2)).exit_code, 0);
  EXPECT_EQ(AddressOf(world, OnTheSmallestSlice(2)), address);
}

// Its records are remains like any other: nobody runs.
TEST(AfterAReboot, StatusIsFine) {
  World world;
  Start(world, Pod(1));
  world.host().Reboot();
  EXPECT_EQ(world.RunAs("STATUS", {}).exit_code, 0);
}

TEST(Status, IsFineWhereOneEndpointOfManyIsGone) {
  World world;
  for (unsigned n = 1; n <= 12; ++n) Start(world, Pod(n));
  world.hcn().DeleteEndpoint(*hcn::Guid::Parse(IdOf(Pod(3))));
  EXPECT_EQ(world.RunAs("STATUS", {}).exit_code, 0);
  world.set_loose_at_end();
}

TEST(Status, IsFineWhileTheFirstPodIsOnItsWay) {
  World world;
  Call call = Pod(1);
  world.MakeNamespace(call.netns);
  call.disturb = KillAt(support::Moment::kBefore, "HcnCreateEndpoint");
  EXPECT_TRUE(world.Add(call).was_killed);
  EXPECT_EQ(world.RunAs("STATUS", {}).exit_code, 0);
  world.set_loose_at_end();
}

TEST(Status, LooksBehindAFewRecordsOnly) {
  World world;
  for (unsigned n = 1; n <= 40; ++n) Start(world, Pod(n));
  world.host().RestartService();
  const Outcome outcome = world.RunAs("STATUS", {});
  EXPECT_EQ(outcome.code(), 51);
  EXPECT_LE(outcome.hcn_calls.size(), 20U);
  world.set_loose_at_end();
}

// Three pods that are live, and nothing of what was on disk.
class LostStateFolder : public testing::Test {
 protected:
  LostStateFolder() {
    for (unsigned n = 1; n <= 3; ++n) Start(world_, Pod(n));
    before_ = world_.Endpoints();
    const std::filesystem::path records = World::StateDir() / "records";
    for (const auto& folder : {World::StateDir(), records}) {
      for (const std::string& name : world_.files().List(folder)) {
        if (folder / name != records) world_.files().Remove(folder / name);
      }
    }
  }

  World world_;
  json before_;
};

TEST_F(LostStateFolder, IsFilledAgainAsAddMeetsWhatIsLive) {
  EXPECT_EQ(world_.Add(Pod(4)).exit_code, 0);
  EXPECT_EQ(AddressOf(world_, Pod(4)), "10.200.42.5");
  EXPECT_THAT(world_.Records(), SizeIs(4)) << "three were in the way";
  world_.CheckInvariants();
  for (unsigned n = 1; n <= 4; ++n) EXPECT_EQ(world_.Del(Pod(n)).exit_code, 0);
  EXPECT_TRUE(world_.IsClean());
}

TEST_F(LostStateFolder, IsFilledAgainByGcWithAList) {
  EXPECT_EQ(world_.Gc({{Pod(1).container_id, "eth0"}, {Pod(2).container_id, "eth0"}}).exit_code, 0);
  EXPECT_THAT(world_.Records(), SizeIs(2)) << "and the third was not on the list";
  world_.CheckInvariants();
}

TEST_F(LostStateFolder, IsFilledAgainByGcWithoutAList) {
  EXPECT_EQ(world_.RunAs("GC", {}).exit_code, 0);
  EXPECT_THAT(world_.Records(), SizeIs(3));
  EXPECT_EQ(world_.Endpoints(), before_);
}

TEST_F(LostStateFolder, IsNoReasonForDelToLeaveAnything) {
  for (unsigned n = 1; n <= 3; ++n) EXPECT_EQ(world_.Del(Pod(n)).exit_code, 0);
  EXPECT_TRUE(world_.IsClean());
}

TEST_F(LostStateFolder, IsNoReasonToMakeALivePodTwice) {
  EXPECT_EQ(world_.Add(Pod(1)).code(), 101);
  EXPECT_EQ(world_.Endpoints(), before_);
  world_.set_loose_at_end();
}

TEST(ChangedStateFolder, MakesNoDifferenceToDel) {
  World world;
  Start(world, Pod(1));
  Call moved = Pod(1);
  moved.conf = World::Conf();
  moved.conf["stateDir"] = support::Absolute("/srv/hcn-slice");
  EXPECT_EQ(world.Del(moved).exit_code, 0);
  EXPECT_THAT(world.Endpoints(), IsEmpty());
  EXPECT_EQ(world.Del(Pod(1)).exit_code, 0) << "the old record";
  EXPECT_TRUE(world.IsClean());
}

// Both of its addresses are kept, not only the one that was in the way.
TEST(LostRecord, OfADualStackPodIsWrittenAnewInFull) {
  const char* slices = R"({"slice": ["10.200.42.0/24", "fd00:200:42::/64"]})";
  World world;
  Call first = Pod(1);
  Call second = Pod(2);
  first.conf = second.conf = ConfWith(slices);
  Start(world, first);
  const auto record = world.Records();
  for (const std::string& name : world.files().List(World::StateDir())) {
    if (name.starts_with("cursor")) world.files().Remove(World::StateDir() / name);
  }
  world.files().Remove(World::StateDir() / "records" / record[0]);
  EXPECT_EQ(world.Add(second).exit_code, 0);
  EXPECT_THAT(world.Records(), AllOf(SizeIs(2), Contains(record[0])));
}

// Time is measured by a clock that does not jump; the other one is for people.
TEST(AClockThatJumps, ChangesNothing) {
  World world;
  for (const std::chrono::seconds now :
       {std::chrono::seconds(0), std::chrono::seconds(4'000'000'000), std::chrono::seconds(5)}) {
    Call call = Pod(1);
    call.wall_clock = now;
    EXPECT_EQ(world.Add(call).exit_code, 0);
    Call later = call;
    later.wall_clock = std::chrono::seconds(4'000'000'005) - now;
    EXPECT_EQ(world.RunAs("STATUS", later).exit_code, 0);
    EXPECT_EQ(world.Gc({{call.container_id, "eth0"}}, later).exit_code, 0);
    EXPECT_THAT(world.Records(), SizeIs(1));
    EXPECT_EQ(world.RunAs("GC", later).exit_code, 0);
    EXPECT_THAT(world.Records(), SizeIs(1));
    EXPECT_EQ(world.Del(later).exit_code, 0);
    EXPECT_TRUE(world.IsClean());
  }
}

}  // namespace
}  // namespace plugin
