#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <set>

#include "tests/sweep/disturbance.h"
#include "tests/sweep/ledger.h"
#include "tests/sweep/picture.h"

// The commands that change networks, killed at each step: the same command once more comes to its
// end, and nothing is there twice.
namespace sweep {
namespace {

using nlohmann::json;

constexpr std::size_t kAll = std::size_t{1} << 20;

// A service's network: it has a port, too.
Call TheCall() {
  Call call;
  call.conf = World::Conf();
  call.conf["network"] = {{"owner", "service:web"}};
  return call;
}

// Somebody else's network, and an entry of somebody else.
void Surround(World& world) {
  world.host().PlantNetwork(R"({"ID": "b95d0c5b-1f1b-4b8e-8f43-3a5f7d8f2c11", "Name": "theirs",
    "Type": "Internal", "SchemaVersion": {"Major": 2, "Minor": 0}})");
  Call other = TheCall();
  other.conf["slice"] = "10.200.43.0/24";
  other.conf["network"] = {{"owner", "iso:other"}};
  other.conf["ownerTag"] = "other";
  EXPECT_EQ(world.Tool({"network", "ensure", "iso:other"}, other).exit_code, 0);
}

struct Command {
  std::string name;
  std::vector<std::string> arguments;
  std::function<void(World&)> past;
};

void EnsureIt(World& world) {
  EXPECT_EQ(world.Tool({"network", "ensure", "service:web"}, TheCall()).exit_code, 0);
}

// A pod whose namespace is gone, and the network.
void AddADeadPod(World& world) {
  const Call call = TheCall();
  world.MakeNamespace(call.netns);
  EXPECT_EQ(world.Add(call).exit_code, 0);
  world.DeleteNamespace(call.netns);
}

// Two pods that are live; the record of one is gone.
void AddPodsAndLoseARecord(World& world) {
  Call other = TheCall();
  other.container_id = "c2";
  EXPECT_EQ(world.Add(TheCall()).exit_code, 0);
  const auto records = world.Records();
  EXPECT_EQ(world.Add(other).exit_code, 0);
  world.files().Remove(World::StateDir() / "records" / records.at(0));
  world.files().FlushFolder(World::StateDir() / "records");
}

// An address of the command's own, so that where it died does not show in which one is next.
void ReserveIt(World& world) {
  EXPECT_EQ(world.Tool({"reserve", "vip", "--ip", "10.200.42.50"}, TheCall()).exit_code, 0);
}

std::vector<Command> Commands() {
  return {{"Ensure", {"network", "ensure", "service:web"}, [](World&) {}},
          {"EnsureAfterAReboot",
           {"network", "ensure", "service:web"},
           [](World& world) {
             EnsureIt(world);
             world.host().Reboot();
           }},
          {"Release", {"network", "release", "service:web"}, EnsureIt},
          {"Reserve", {"reserve", "vip", "--ip", "10.200.42.50"}, [](World&) {}},
          {"ReleaseOfAnAddress", {"release", "vip"}, ReserveIt},
          {"Gc", {"gc", "--apply"}, AddADeadPod},
          {"GcThatAdopts", {"gc", "--apply"}, AddPodsAndLoseARecord},
          {"Purge", {"purge", "--yes"}, AddADeadPod},
          {"PurgeOfALivePod", {"purge", "--yes", "--force"}, [](World& world) {
             EXPECT_EQ(world.Add(TheCall()).exit_code, 0);
           }}};
}

std::ostream& operator<<(std::ostream& out, const Command& command) { return out << command.name; }

class EachCommand : public testing::TestWithParam<Command> {
 protected:
  EachCommand() {
    Surround(start_);
    GetParam().past(start_);
    World undisturbed(start_);
    EXPECT_EQ(Run(undisturbed, Recorder(steps_)).exit_code, 0);
    wanted_ = End(undisturbed);
    start_.set_loose_at_end();
    ledger_.emplace(GetParam().name, CountMoments(steps_));
  }

  static Outcome Run(World& world, const Disturb& disturb = {}) {
    Call call = TheCall();
    call.disturb = disturb;
    return world.Tool(GetParam().arguments, call);
  }

  // The host and what is on record, without locks and leftovers that the next writer removes.
  static json End(World& world) {
    return {
        {"host", world.Dump()},
        {"records", world.Records()},
        {"marker", json::parse(*world.files().Read(World::StateDir() / "networks.json", kAll))}};
  }

  void ExpectThatTheNextRunConverges(World world, bool may_have_nothing_left) {
    const Outcome again = Run(world);
    // What a killed release has done already, the next one does not find.
    EXPECT_TRUE(again.exit_code == 0 || may_have_nothing_left) << again.error << again.output;
    EXPECT_EQ(End(world), wanted_);
    ledger_->CountRun();
    Ledger::CountCheck();
  }

  World start_;
  Steps steps_;
  json wanted_;
  std::optional<Ledger> ledger_;
};

INSTANTIATE_TEST_SUITE_P(Every, EachCommand, testing::ValuesIn(Commands()),
                         [](const auto& command) { return command.param.name; });

TEST_P(EachCommand, ConvergesAfterAKillAtAnyStep) {
  std::set<Picture> seen;
  for (const Disturbance& kill : Kills(steps_)) {
    SCOPED_TRACE(Describe(kill, steps_));
    World killed(start_);
    EXPECT_TRUE(Run(killed, ToHook(kill)).was_killed);
    for (const auto names : {support::UnflushedNames::kKept, support::UnflushedNames::kLost}) {
      World after(killed);
      after.disk().PowerLoss(names, support::UnflushedContent::kEmpty);
      ledger_->CountEnd(1);
      if (!seen.insert(EverythingOf(after)).second) continue;
      ExpectThatTheNextRunConverges(after, GetParam().name == "Release");
    }
  }
  EXPECT_GT(seen.size(), 1U);
}

TEST_P(EachCommand, ConvergesWhenHnsFinishesACallAfterItsCallerDied) {
  for (const Disturbance& late : LateCalls(steps_)) {
    SCOPED_TRACE(Describe(late, steps_));
    World killed(start_);
    EXPECT_TRUE(Run(killed, ToHook(late)).was_killed);
    bool was_in_time = true;
    for (std::size_t call = 0; was_in_time; ++call) {
      SCOPED_TRACE("finished before HCN call " + std::to_string(call) + " of the next run");
      World after(killed);
      std::size_t calls = 0;
      static_cast<void>(Run(after, [&](std::string_view operation, Moment moment) {
        if (moment != Moment::kBefore || !IsHcnCall(operation)) return;
        if (calls++ == call) after.FinishLateCalls();
      }));
      was_in_time = calls > call;
      after.FinishLateCalls();
      ledger_->CountEnd(1);
      ExpectThatTheNextRunConverges(after, true);
    }
  }
}

TEST_P(EachCommand, ConvergesAfterAFaultAtAnyStep) {
  for (const Disturbance& fault : Faults(steps_)) {
    SCOPED_TRACE(Describe(fault, steps_));
    World disturbed(start_);
    const Outcome outcome = Run(disturbed, ToHook(fault));
    EXPECT_FALSE(outcome.was_killed);
    ledger_->CountEnd(1);
    ExpectThatTheNextRunConverges(disturbed, GetParam().name == "Release");
  }
}

}  // namespace
}  // namespace sweep
