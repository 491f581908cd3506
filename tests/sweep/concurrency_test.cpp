#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "plugin/error.h"
#include "tests/support/world.h"

namespace sweep {
namespace {

using support::Call;
using support::Outcome;
using support::World;

// Opens when as many have come as it waits for. Not std::barrier: where there is no futex, as on
// Windows, that of libstdc++ 12 looks before it locks (bits/atomic_wait.h, _M_do_wait), and whoever
// is notified in between sleeps on.
class Gate {
 public:
  explicit Gate(std::size_t count) : missing_(count) {}

  void ArriveAndWait() {
    std::unique_lock lock(mutex_);
    if (--missing_ == 0) all_are_here_.notify_all();
    all_are_here_.wait(lock, [this] { return missing_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable all_are_here_;
  std::size_t missing_;
};

// Lets all calls begin together; the outcomes in their order.
std::vector<Outcome> AtOnce(World& world, std::vector<Call> calls) {
  std::vector<Outcome> outcomes(calls.size());
  Gate start(calls.size());
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    calls[i].has_neighbours = true;
    threads.emplace_back([&, i] {
      start.ArriveAndWait();
      outcomes[i] = world.Run(calls[i]);
    });
  }
  threads.clear();
  return outcomes;
}

// A pod of its own for each number.
Call CallOf(const std::string& command, std::size_t number) {
  Call call;
  call.command = command;
  call.container_id = "pod-" + std::to_string(number);
  const std::string digits = std::to_string(100 + number);
  call.netns = "a7b1c2d3-0000-4000-8000-000000000" + digits;
  call.conf = World::Conf();
  return call;
}

std::vector<Call> CallsOf(const std::string& command, std::size_t count) {
  std::vector<Call> calls;
  for (std::size_t i = 0; i < count; ++i) calls.push_back(CallOf(command, i));
  return calls;
}

std::size_t CountSuccesses(const std::vector<Outcome>& outcomes) {
  return static_cast<std::size_t>(std::ranges::count(outcomes, 0, &Outcome::exit_code));
}

std::set<std::string> Addresses(const std::vector<Outcome>& outcomes) {
  std::set<std::string> addresses;
  for (const Outcome& outcome : outcomes) {
    if (outcome.exit_code == 0) addresses.insert(outcome.document()["ips"][0]["address"]);
  }
  return addresses;
}

std::size_t CountCalls(const std::vector<Outcome>& outcomes, const std::string& function) {
  std::size_t count = 0;
  for (const Outcome& outcome : outcomes) {
    count += static_cast<std::size_t>(std::ranges::count(outcome.hcn_calls, function));
  }
  return count;
}

// C-S-01
TEST(AtOnce, SixtyFourPodsGetSixtyFourAddressesAndGiveThemBack) {
  World world;
  const auto adds = AtOnce(world, CallsOf("ADD", 64));
  EXPECT_EQ(CountSuccesses(adds), 64U);
  EXPECT_EQ(Addresses(adds).size(), 64U);
  world.CheckInvariants();
  EXPECT_EQ(CountSuccesses(AtOnce(world, CallsOf("DEL", 64))), 64U);
  EXPECT_TRUE(world.IsClean());
}

TEST(AtOnce, TheNetworkIsMadeOnce) {
  World world;
  const auto adds = AtOnce(world, CallsOf("ADD", 16));
  EXPECT_EQ(CountCalls(adds, "HcnCreateNetwork"), 1U);
  EXPECT_EQ(world.Dump()["networks"].size(), 1U);
}

TEST(AtOnce, TwoAddsOfOneAttachmentSucceedOnce) {
  for (int round = 0; round < 16; ++round) {
    World world;
    const auto outcomes = AtOnce(world, {CallOf("ADD", 1), CallOf("ADD", 1)});
    EXPECT_EQ(CountSuccesses(outcomes), 1U);
    const Outcome& refused = outcomes[outcomes[0].exit_code == 0 ? 1 : 0];
    EXPECT_EQ(refused.code(), static_cast<int>(plugin::Code::kAlreadyAttached)) << refused.output;
  }
}

// Whichever came first: the world's end checks that record and endpoint are both there or neither.
TEST(AtOnce, AddAndDelOfOneAttachmentLeaveAllOrNothing) {
  for (int round = 0; round < 16; ++round) {
    World world;
    EXPECT_EQ(CountSuccesses(AtOnce(world, {CallOf("ADD", 1), CallOf("DEL", 1)})), 2U);
    world.CheckInvariants();
    EXPECT_EQ(world.Del(CallOf("DEL", 1)).exit_code, 0);
    EXPECT_TRUE(world.IsClean());
  }
}

TEST(AtOnce, TwoDelsOfOneAttachmentBothSucceed) {
  for (int round = 0; round < 16; ++round) {
    World world;
    world.Add(CallOf("ADD", 1));
    EXPECT_EQ(CountSuccesses(AtOnce(world, {CallOf("DEL", 1), CallOf("DEL", 1)})), 2U);
    EXPECT_TRUE(world.IsClean());
  }
}

TEST(AtOnce, GcTouchesNothingThatItsListNames) {
  World world;
  auto calls = CallsOf("ADD", 16);
  Call gc = CallOf("GC", 0);
  for (const Call& call : calls) {
    gc.conf["cni.dev/valid-attachments"].push_back(
        {{"containerID", call.container_id}, {"ifname", call.ifname}});
  }
  for (int i = 0; i < 4; ++i) calls.push_back(gc);
  const auto outcomes = AtOnce(world, calls);
  EXPECT_EQ(CountSuccesses(outcomes), calls.size());
  EXPECT_EQ(world.Endpoints().size(), 16U);
  EXPECT_EQ(world.Records().size(), 16U);
}

// A list may be older than the attachment.
// C-L-13
TEST(AtOnce, GcLeavesWhatIsInFlightWhole) {
  World world;
  auto calls = CallsOf("ADD", 16);
  Call gc = CallOf("GC", 0);
  gc.conf["cni.dev/valid-attachments"] = nlohmann::json::array();
  for (int i = 0; i < 4; ++i) calls.push_back(gc);
  EXPECT_EQ(CountSuccesses(AtOnce(world, calls)), calls.size());
}

// 13 of the 16 addresses of a /28 can be had.
TEST(AtOnce, AFullSliceGivesWhatItHasAndTheRestIsToldToComeAgain) {
  World world;
  auto calls = CallsOf("ADD", 20);
  for (Call& call : calls) call.conf["slice"] = "10.200.42.0/28";
  const auto outcomes = AtOnce(world, calls);
  EXPECT_EQ(CountSuccesses(outcomes), 13U);
  EXPECT_EQ(Addresses(outcomes).size(), 13U);
  for (const Outcome& outcome : outcomes) {
    if (outcome.exit_code == 0) continue;
    EXPECT_EQ(outcome.code(), static_cast<int>(plugin::Code::kTryAgainLater)) << outcome.output;
  }
  EXPECT_EQ(world.Records().size(), 13U);
  EXPECT_EQ(world.Namespaces().size(), 13U);
  for (Call& call : calls) call.command = "DEL";
  EXPECT_EQ(CountSuccesses(AtOnce(world, calls)), 20U);
  EXPECT_TRUE(world.IsClean());
}

// The first one makes the namespace, the last one removes it.
// C-S-02
TEST(AtOnce, InterfacesOfOnePodShareItsNamespace) {
  for (int round = 0; round < 8; ++round) {
    World world;
    std::vector<Call> calls(8, CallOf("ADD", 1));
    for (std::size_t i = 0; i < calls.size(); ++i) calls[i].ifname = "eth" + std::to_string(i);
    const auto adds = AtOnce(world, calls);
    EXPECT_EQ(CountSuccesses(adds), 8U);
    EXPECT_EQ(CountCalls(adds, "HcnCreateNamespace"), 1U);
    for (Call& call : calls) call.command = "DEL";
    EXPECT_EQ(CountSuccesses(AtOnce(world, calls)), 8U);
    EXPECT_TRUE(world.IsClean()) << world.Dump().dump(2);
  }
}

}  // namespace
}  // namespace sweep
