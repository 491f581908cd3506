#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "hcn/error.h"
#include "state/locks.h"
#include "tests/cli/gc_command_fixture.h"
#include "tests/support/fits_terminal.h"
#include "tests/support/killed.h"

namespace cli {
namespace {

using support::Moment;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

TEST_F(GcCommand, ShowsHowFarItIsOnATerminalAndTakesThatAway) {
  Call call;
  call.is_terminal = true;
  const std::string output = Gc({"--apply"}, call).output;
  EXPECT_THAT(output, testing::HasSubstr("step "));
  EXPECT_THAT(output, testing::HasSubstr("\x1b[0m\r\x1b[Kremoved endpoint"));
  EXPECT_THAT(Gc({"--apply"}).output, testing::Not(testing::HasSubstr("step ")));
}

TEST_F(GcCommand, OnlySaysWhatItWouldDoAndWhy) {
  const json before = world_.Dump();
  const Outcome outcome = Gc();
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.output,
              AllOf(HasSubstr("would remove endpoint hcn-slice~overlay~dead~eth0"),
                    HasSubstr("\n  its namespace " + std::string(kDeadNetns) + " does not exist"),
                    HasSubstr("--apply"), Not(HasSubstr("live~eth0"))));
  ExpectNothingChanged(before);
}

TEST_F(GcCommand, FitsTheLinesOfATerminalWithContainerdsIds) {
  world_.MakeNamespace(kDeadNetns);
  const std::string long_id(64, 'f');
  EXPECT_EQ(world_.Add({.container_id = long_id, .netns = kDeadNetns}).exit_code, 0);
  world_.DeleteNamespace(kDeadNetns);
  const std::string output = Gc().output;
  EXPECT_THAT(output, HasSubstr(long_id));
  EXPECT_THAT(output, support::FitsTerminal());
}

TEST_F(GcCommand, RemovesTheDeadAndLeavesTheLive) {
  const Outcome outcome = Gc({"--apply"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_THAT(outcome.output, HasSubstr("removed endpoint hcn-slice~overlay~dead~eth0"));
  EXPECT_FALSE(IsThere("dead"));
  EXPECT_TRUE(IsThere("live"));
  EXPECT_THAT(world_.Records(), SizeIs(1));
  EXPECT_EQ(Gc().exit_code, 0);
  EXPECT_THAT(Gc().output, HasSubstr("there is nothing to collect"));
}

TEST_F(GcCommand, LooksTwiceTwoSecondsApart) {
  for (const char* option : {"--json", "--apply"}) {
    EXPECT_GE(Gc({option}).slept, std::chrono::seconds(2)) << option;
  }
  EXPECT_LT(Gc().slept, std::chrono::seconds(2)) << "nothing to look at";
}

// There are as many namespaces as pods, and what is known of the endpoints says enough of most.
TEST_F(GcCommand, AsksForNoNamespaceAgainThatAnEndpointIsIn) {
  const auto queries = [](const Outcome& outcome) {
    return std::ranges::count(outcome.hcn_calls, "HcnQueryNamespaceProperties");
  };
  const auto before = queries(Gc());
  // Behind the default namespace, at which the look whether HCN has settled ends.
  constexpr const char* kMore = "ffffffff-2222-4333-8444-555555555555";
  world_.MakeNamespace(kMore);
  EXPECT_EQ(queries(Gc()), before + 1) << "one in which nothing is";
  EXPECT_EQ(world_.Add({.container_id = "more", .netns = kMore}).exit_code, 0);
  EXPECT_EQ(queries(Gc()), before);
}

TEST_F(GcCommand, DoesNotCallNothingFoundWhatItHadNoTimeToLookAtTwice) {
  const json before = world_.Dump();
  for (const auto& arguments : {std::vector<std::string>{}, {"--apply"}}) {
    const Outcome outcome = Gc(arguments, {.hcn_takes = std::chrono::seconds(30)});
    EXPECT_EQ(outcome.exit_code, 1) << outcome.output;
    EXPECT_THAT(outcome.error, HasSubstr("no time is left for the second one"));
    EXPECT_EQ(outcome.output, "");
  }
  ExpectNothingChanged(before);
}

TEST_F(GcCommand, SparesAPodWhoseNamespaceIsBackAtTheSecondLook) {
  for (const auto& arguments : {std::vector<std::string>{}, {"--apply"}}) {
    unsigned looks = 0;
    Call call;
    call.disturb = [&](std::string_view operation, Moment moment) {
      // One look at each of the two, then the dead one's again.
      if (operation != "HcnOpenEndpoint" || moment != Moment::kBefore) return;
      if (++looks == 5) world_.MakeNamespace(kDeadNetns);
    };
    const Outcome outcome = Gc(arguments, call);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
    EXPECT_EQ(looks, 5U);
    EXPECT_TRUE(IsThere("dead"));
    world_.DeleteNamespace(kDeadNetns);
  }
}

TEST_F(GcCommand, ReclaimsWhatAnAddLeftThatDied) {
  Call dying{.container_id = "dying", .netns = kLiveNetns};
  dying.disturb = [](std::string_view operation, Moment moment) {
    if (operation == "HcnCreateEndpoint" && moment == Moment::kAfter) throw support::Killed();
  };
  EXPECT_TRUE(world_.Add(dying).was_killed);
  EXPECT_THAT(Gc().output, AllOf(HasSubstr("overlay~dying~eth0"), HasSubstr("is in no namespace")));
  EXPECT_EQ(Gc({"--apply"}).exit_code, 0);
  EXPECT_FALSE(IsThere("dying"));
  EXPECT_THAT(world_.Records(), SizeIs(1));
}

TEST_F(GcCommand, CollectsRecordsThatNobodyFinishedAndOnesWithoutEndpoint) {
  Put((World::StateDir() / "records" / ("10.200.42.99~" + IdOf("torn").ToString() + ".json"))
          .string(),
      "");
  world_.hcn().DeleteEndpoint(IdOf("dead"));
  EXPECT_THAT(Gc().output, AllOf(HasSubstr("nobody finished it"), HasSubstr("has no endpoint")));
  EXPECT_EQ(Gc({"--apply"}).exit_code, 0);
  EXPECT_THAT(world_.Records(), SizeIs(1));
}

TEST_F(GcCommand, SaysItAsJson) {
  const json dry = json::parse(Gc({"--json"}).output);
  EXPECT_EQ(dry["dryRun"], true);
  ASSERT_THAT(dry["findings"], SizeIs(1));
  EXPECT_EQ(dry["findings"][0]["action"], "remove");
  EXPECT_THAT(dry["findings"][0]["what"].get<std::string>(), HasSubstr("overlay~dead~eth0"));
  EXPECT_THAT(dry["findings"][0]["reason"].get<std::string>(), HasSubstr(kDeadNetns));
  const json done = json::parse(Gc({"--json", "--apply"}).output);
  EXPECT_EQ(done["dryRun"], false);
  EXPECT_EQ(done["failures"], json::array());
}

TEST_F(GcCommand, GivesALiveEndpointTheRecordThatItLost) {
  LoseRecordOf("live");
  const json before = world_.Dump();
  const Outcome dry = Gc();
  EXPECT_EQ(dry.exit_code, 3);
  EXPECT_THAT(dry.output, HasSubstr("would adopt endpoint hcn-slice~overlay~live~eth0"));
  EXPECT_THAT(world_.Records(), SizeIs(1));
  EXPECT_EQ(world_.Dump(), before);
  EXPECT_EQ(Gc({"--apply"}).exit_code, 0);
  EXPECT_TRUE(IsThere("live"));
  world_.CheckInvariants();
  EXPECT_EQ(world_.Del({.container_id = "live", .netns = kLiveNetns}).exit_code, 0);
  EXPECT_TRUE(world_.IsClean());
}

TEST_F(GcCommand, RefusesAFolderWithoutRecordsWhileEndpointsOfOursAreLive) {
  LoseRecordOf("live");
  LoseRecordOf("dead");
  const json before = world_.Dump();
  for (const auto& arguments : {std::vector<std::string>{}, {"--apply"}}) {
    const Outcome outcome = Gc(arguments);
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_THAT(outcome.error, AllOf(HasSubstr((World::StateDir() / "records").string()),
                                     HasSubstr("overlay~live~eth0"), HasSubstr("--state-dir")));
  }
  EXPECT_EQ(world_.Dump(), before);
  EXPECT_EQ(Gc({"--apply", "--state-dir", support::Absolute("/var/lib/wrong")}).exit_code, 1);
  EXPECT_EQ(world_.Dump(), before);
  world_.set_loose_at_end();
}

// What the refusal tells people to do.
TEST_F(GcCommand, AdoptsTheRestOnceAnAddHasBegunTheFolderAnew) {
  LoseRecordOf("live");
  LoseRecordOf("dead");
  EXPECT_EQ(world_.Add({.container_id = "new", .netns = kLiveNetns}).exit_code, 0);
  EXPECT_EQ(Gc({"--apply"}).exit_code, 0);
  EXPECT_TRUE(IsThere("live"));
  EXPECT_FALSE(IsThere("dead"));
  EXPECT_THAT(world_.Records(), SizeIs(2));
}

TEST_F(GcCommand, LeavesAnAttachmentInFlightAlone) {
  state::Locks locks(world_.files(), World::StateDir(), [] { return false; });
  const auto held = locks.TryAttachment(IdOf("dead"));
  EXPECT_EQ(Gc({"--apply"}).exit_code, 0);
  EXPECT_TRUE(IsThere("dead"));
}

TEST_F(GcCommand, IsOneAtATime) {
  state::Locks locks(world_.files(), World::StateDir(), [] { return false; });
  const auto held = locks.TrySweep();
  const Outcome outcome = Gc({"--apply"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.error, HasSubstr("another process is sweeping"));
}

TEST_F(GcCommand, JudgesNothingUntilHcnHasSettled) {
  const json before = world_.Dump();
  Call call;
  call.disturb = [](std::string_view operation, Moment) {
    if (operation == "HcnOpenNamespace") throw hcn::Error(operation, hcn::kElementNotFound);
  };
  const Outcome outcome = Gc({"--apply"}, call);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.error, HasSubstr("default namespace"));
  ExpectNothingChanged(before);
}

TEST_F(GcCommand, NeverTouchesWhatIsOfOthers) {
  const json plant = {{"ID", "7e57ab1e-0000-4000-8000-000000000001"},
                      {"Name", "hcn-slice~overlay~c9~eth0"},
                      {"HostComputeNetwork", world_.Endpoints()[0]["HostComputeNetwork"]},
                      {"HostComputeNamespace", kDeadNetns},
                      {"SchemaVersion", {{"Major", 2}, {"Minor", 0}}},
                      {"IpConfigurations", {{{"IpAddress", "10.200.42.9"}}}}};
  world_.host().PlantEndpoint(plant.dump());
  EXPECT_EQ(Gc({"--apply"}).exit_code, 0);
  EXPECT_FALSE(IsThere("dead"));
  EXPECT_THAT(world_.Dump().dump(), HasSubstr("7e57ab1e"));
}

// One state folder may serve several networks.
TEST_F(GcCommand, CollectsForAllNetworksOfTheStateFolder) {
  const Outcome outcome = Gc({"--apply", "--json", "--state-dir", World::StateDir().string()});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_FALSE(IsThere("dead"));
  EXPECT_TRUE(IsThere("live"));
}

TEST_F(GcCommand, RemovesANamespaceOfOursThatHnsFinishedLate) {
  constexpr const char* kOurs = "33333333-2222-4333-8444-555555555555";
  const json before = world_.Namespaces();
  Call dying{.container_id = "dying", .netns = kOurs};
  dying.disturb = [](std::string_view operation, Moment moment) {
    if (operation == "HcnCreateNamespace" && moment == Moment::kAfter) throw support::Killed();
  };
  EXPECT_TRUE(world_.Add(dying).was_killed);
  LoseRecordOf("dying");
  EXPECT_THAT(Gc().output, HasSubstr("would remove namespace " + std::string(kOurs)));
  EXPECT_EQ(Gc({"--apply"}).exit_code, 0);
  EXPECT_EQ(world_.Namespaces(), before);
}

TEST_F(GcCommand, GoesOnAfterAFailureAndSaysSo) {
  Call call;
  call.disturb = [](std::string_view operation, Moment moment) {
    if (operation == "HcnDeleteEndpoint" && moment == Moment::kBefore) {
      throw hcn::Error(operation, hcn::kAccessDenied);
    }
  };
  const Outcome outcome = Gc({"--apply"}, call);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.output, HasSubstr("could not remove endpoint hcn-slice~overlay~dead~eth0"));
  EXPECT_TRUE(IsThere("dead"));
  EXPECT_THAT(world_.Records(), SizeIs(2));
}

TEST(GcCommandOnAFreshNode, FindsNothingAndIsFine) {
  World world;
  const Outcome outcome = world.Tool({"gc"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_THAT(outcome.output, HasSubstr("there is nothing to collect"));
}

TEST(GcCommandOnAFreshNode, HasHelpWithAnExample) {
  World world;
  const Outcome outcome = world.Tool({"gc", "--help"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.output, AllOf(HasSubstr("--apply"), HasSubstr("--from-crictl"),
                                    HasSubstr("Example: crictl pods -o json")));
}

}  // namespace
}  // namespace cli
