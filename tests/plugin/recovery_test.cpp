#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/plugin/node.h"

// What happened to the node behind our back: HNS was restarted, records were damaged, the state
// folder went, the clock jumped.

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
using testing::StartsWith;

// One address only.
Call OnTheSmallestSlice(unsigned n) {
  Call call = Pod(n);
  call.conf = ConfWith(R"({"slice": "10.200.42.0/30"})");
  return call;
}

// A pod that runs, as the runtime makes it.
json Start(World& world, const Call& call) {
  world.MakeNamespace(call.netns);
  const Outcome outcome = world.Add(call);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  world.host().StartContainer(*hcn::Guid::Parse(call.netns));
  return outcome.document();
}

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

struct Damage {
  std::string name;
  std::string content;
  bool is_copied = true;
  bool is_unfinished = false;
};
void PrintTo(const Damage& damage, std::ostream* out) { *out << damage.name; }

// A record whose content was damaged, of a pod that is live.
class DamagedRecord : public testing::TestWithParam<Damage> {
 protected:
  DamagedRecord() {
    Start(world_, pod_);
    file_ = "records/" + world_.Records()[0];
    world_.files().Write(World::StateDir() / file_, GetParam().content);
  }

  World world_;
  Call pod_ = OnTheSmallestSlice(1);
  std::string file_;
};

INSTANTIATE_TEST_SUITE_P(
    Each, DamagedRecord,
    testing::Values(Damage{"Empty", "", false, true}, Damage{"Truncated", R"({"version": 1, "k)"},
                    Damage{"Zeroes", std::string(512, '\0')}, Damage{"NoObject", "[1, 2]"},
                    Damage{"NotOurs", R"({"ip": "10.200.42.2", "pod": "web"})"},
                    Damage{"Newer", R"({"version": 2, "kind": "attachment", "more": [1]})"},
                    Damage{"Huge", std::string(100'000, 'x')}),
    [](const auto& damage) { return damage.param.name; });

// C-S-07
TEST_P(DamagedRecord, KeepsReserving) {
  const Outcome outcome = world_.Add(OnTheSmallestSlice(2));
  EXPECT_EQ(outcome.code(), 11) << outcome.output;
  EXPECT_NE(EndpointOf(world_, pod_), nullptr);
  EXPECT_EQ(ContentOf(world_, file_), GetParam().content);
}

TEST_P(DamagedRecord, IsNotOverwrittenByAnAddOfItsPod) {
  EXPECT_EQ(world_.Add(pod_).code(), 101) << "it is live";
  world_.DeleteNamespace(pod_.netns);
  world_.hcn().DeleteEndpoint(*hcn::Guid::Parse(IdOf(pod_)));
  world_.MakeNamespace("11111111-2222-4333-8444-555555555555");
  Call again = pod_;
  again.netns = "11111111-2222-4333-8444-555555555555";
  const Outcome outcome = world_.Add(again);
  const bool may_be_filled = GetParam().is_unfinished || GetParam().name == "Truncated" ||
                             GetParam().name == "Zeroes" || GetParam().name == "Huge";
  if (may_be_filled && outcome.exit_code == 0) return;
  EXPECT_EQ(outcome.code(), 5) << outcome.output;
  EXPECT_THAT(outcome.message(), HasSubstr("DEL of this attachment settles it"));
  EXPECT_EQ(ContentOf(world_, file_), GetParam().content);
  EXPECT_EQ(world_.Del(again).exit_code, 0);
}

TEST_P(DamagedRecord, IsSettledByDel) {
  EXPECT_EQ(world_.Del(pod_).exit_code, 0);
  EXPECT_TRUE(world_.IsClean()) << world_.Dump();
  EXPECT_EQ(world_.Add(OnTheSmallestSlice(2)).exit_code, 0);
}

TEST_P(DamagedRecord, IsCopiedIntoQuarantineWithTheReason) {
  world_.Del(pod_);
  const auto names = world_.files().List(World::StateDir() / "quarantine");
  if (!GetParam().is_copied) {
    EXPECT_THAT(names, IsEmpty());
    return;
  }
  ASSERT_THAT(names, SizeIs(2));
  const auto copy = std::ranges::min(names, {}, &std::string::size);
  EXPECT_EQ(ContentOf(world_, "quarantine/" + copy), GetParam().content);
  EXPECT_THAT(ContentOf(world_, "quarantine/" + copy + ".reason"),
              StartsWith(file_.substr(file_.find('/') + 1) + " is "));
}

TEST_P(DamagedRecord, IsLeftAloneByGcWhileItsPodIsLive) {
  const Outcome outcome = world_.Tool({"gc", "--apply"}, pod_);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error << outcome.output;
  EXPECT_NE(EndpointOf(world_, pod_), nullptr);
  EXPECT_EQ(ContentOf(world_, file_), GetParam().content);
}

// Three pods that are live, and nothing of what was on disk.
class LostStateFolder : public testing::Test {
 protected:
  LostStateFolder() {
    for (unsigned n = 1; n <= 3; ++n) Start(world_, Pod(n));
    before_ = world_.Endpoints();
    for (const char* folder : {"", "records"}) {
      for (const std::string& name : world_.files().List(World::StateDir() / folder)) {
        if (name != "records") world_.files().Remove(World::StateDir() / folder / name);
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
  moved.conf = ConfWith(R"({"stateDir": "/srv/hcn-slice"})");
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
