#include "plugin/reservation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/plugin/node.h"

namespace plugin {
namespace {

using nlohmann::json;
using support::Call;
using support::World;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kByCapability = R"({"runtimeConfig": {"ips": ["10.200.42.70"]}})";
constexpr const char* kByArgs = R"({"args": {"cni": {"ips": ["10.200.42.71"]}}})";
constexpr const char* kByBoth =
    R"({"runtimeConfig": {"ips": ["10.200.42.70"]}, "args": {"cni": {"ips": ["10.200.42.71"]}}})";

std::string Given(World& world, const Call& call) {
  const auto outcome = world.Add(call);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  return AddressOf(world, call);
}

// C-I-09
TEST(RequestedAddress, IsGivenWhicheverWayItIsAskedFor) {
  World world;
  EXPECT_EQ(Given(world, CallWith(kByCapability)), "10.200.42.70");
  Call by_args = CallWith(kByArgs);
  by_args.container_id = "c2";
  EXPECT_EQ(Given(world, by_args), "10.200.42.71");
  Call by_environment = Pod(3);
  by_environment.args = "IP=10.200.42.72";
  EXPECT_EQ(Given(world, by_environment), "10.200.42.72");
}

// C-P-07
TEST(RequestedAddress, OfTheCapabilityCountsBeforeArgsAndEnvironment) {
  World world;
  Call call = CallWith(kByBoth);
  call.args = "IP=10.200.42.72";
  EXPECT_EQ(Given(world, call), "10.200.42.70");
}

// C-P-06
TEST(RequestedAddress, OfArgsCountsBeforeTheEnvironment) {
  World world;
  Call call = CallWith(kByArgs);
  call.args = "IP=10.200.42.72";
  EXPECT_EQ(Given(world, call), "10.200.42.71");
}

TEST(RequestedAddress, MayHaveThePrefixLengthOfTheSlice) {
  World world;
  EXPECT_EQ(Given(world, CallWith(R"({"runtimeConfig": {"ips": ["10.200.42.70/24"]}})")),
            "10.200.42.70");
}

TEST(RequestedAddress, OfOneFamilyLeavesTheOtherFree) {
  World world;
  const Call call = CallWith(R"({"slice": ["10.200.42.0/24", "fd00:200:42::/64"],
                                 "runtimeConfig": {"ips": ["fd00:200:42::77"]}})");
  Given(world, call);
  EXPECT_THAT(world.Records(), ElementsAre(StartsWith("10.200.42.2+fd00-200-42--77~")));
}

struct Refusal {
  const char* changes;
  const char* reason;
};

const std::vector<Refusal> kRefusals{
    {R"({"runtimeConfig": {"ips": ["10.200.43.5"]}})", "10.200.43.5 is in no slice of this node"},
    {R"({"runtimeConfig": {"ips": ["fd00::5"]}})", "fd00::5 is in no slice"},
    {R"({"runtimeConfig": {"ips": ["10.200.42.1"]}})", "10.200.42.1 is the gateway"},
    {R"({"runtimeConfig": {"ips": ["10.200.42.0"]}})", "10.200.42.0 is the network address"},
    {R"({"runtimeConfig": {"ips": ["10.200.42.255"]}})", "10.200.42.255 is the broadcast address"},
    {R"({"runtimeConfig": {"ips": ["10.200.42.5/16"]}})", "another prefix length than slice"},
    {R"({"runtimeConfig": {"ips": ["10.200.42.9"]},
         "slice": {"subnet": "10.200.42.0/24", "reserved": ["10.200.42.9"]}})",
     "10.200.42.9 is a reserved address"},
    {R"({"runtimeConfig": {"ips": ["10.200.42.9"]},
         "slice": {"subnet": "10.200.42.0/24", "rangeStart": "10.200.42.10"}})",
     "10.200.42.9 is outside"},
};

// C-I-09
TEST(RequestedAddress, IsRefusedWithTheReason) {
  World world;
  world.Add(Pod(7));
  const auto before = Snapshot::Of(world);
  for (const auto& [changes, reason] : kRefusals) {
    const auto outcome = world.Add(CallWith(changes));
    EXPECT_EQ(outcome.code(), 102) << changes;
    EXPECT_THAT(outcome.message(), HasSubstr(reason));
    EXPECT_EQ(Snapshot::Of(world), before) << changes;
  }
}

TEST(RequestedAddress, IsRefusedWhenTwoAreAskedForOfOneFamily) {
  World world;
  const auto outcome =
      world.Add(CallWith(R"({"runtimeConfig": {"ips": ["10.200.42.5", "10.200.42.6"]}})"));
  EXPECT_EQ(outcome.code(), 7);
  EXPECT_THAT(outcome.message(), HasSubstr("two addresses of one family"));
  EXPECT_TRUE(world.IsClean());
}

TEST(RequestedAddress, IsRefusedWhileAnotherPodHasIt) {
  World world;
  world.Add(Pod(7));
  Call call;
  call.args = "IP=10.200.42.2";
  const auto outcome = world.Add(call);
  EXPECT_EQ(outcome.code(), 102);
  EXPECT_THAT(outcome.message(), HasSubstr("10.200.42.2 is in use"));
  world.Del(Pod(7));
  EXPECT_EQ(Given(world, call), "10.200.42.2");
}

TEST(Addresses, AreGivenInTurnSoThatAFreedOneRests) {
  World world;
  EXPECT_EQ(Given(world, Pod(1)), "10.200.42.2");
  EXPECT_EQ(Given(world, Pod(2)), "10.200.42.3");
  world.Del(Pod(1));
  world.Del(Pod(2));
  EXPECT_EQ(Given(world, Pod(3)), "10.200.42.4");
}

// Five addresses of a /29: .2 to .6.
constexpr const char* kSmallSlice = R"({"slice": "10.200.42.0/29"})";
constexpr unsigned kSmallSliceHolds = 5;

Call SmallPod(unsigned n) {
  Call call = Pod(n);
  call.conf = ConfWith(kSmallSlice);
  call.args = "IgnoreUnknown=1;K8S_POD_NAMESPACE=shop;K8S_POD_NAME=web-" + std::to_string(n);
  return call;
}

void Fill(World& world) {
  for (unsigned n = 1; n <= kSmallSliceHolds; ++n) {
    ASSERT_EQ(world.Add(SmallPod(n)).exit_code, 0);
  }
}

TEST(Addresses, BeginAgainAtTheEndOfTheSlice) {
  World world;
  Fill(world);
  world.Del(SmallPod(2));
  world.Del(SmallPod(4));
  EXPECT_EQ(Given(world, SmallPod(6)), "10.200.42.3");
  EXPECT_EQ(Given(world, SmallPod(7)), "10.200.42.5");
}

TEST(FullSlice, SaysWhoHoldsIt) {
  World world;
  Fill(world);
  const auto before = Snapshot::Of(world);
  const auto outcome = world.Add(SmallPod(6));
  EXPECT_EQ(outcome.code(), 11);
  EXPECT_THAT(outcome.message(), HasSubstr("10.200.42.0/29"));
  EXPECT_THAT(outcome.message(), HasSubstr("5 records hold it"));
  EXPECT_THAT(outcome.message(), HasSubstr("10.200.42.2 by pod shop/web-1"));
  EXPECT_EQ(Snapshot::Of(world), before);
}

// A pod of another network has its record in the same folder, and the IPv6 slice has room for all.
TEST(FullSlice, CountsItsOwnRecordsOnly) {
  World world;
  Call other = Pod(9);
  other.conf = ConfWith(R"({"name": "other", "slice": "10.200.44.0/24", "network":
                            {"owner": "iso:a", "type": null, "adapter": null, "create": null}})");
  ASSERT_EQ(world.Add(other).exit_code, 0);
  for (unsigned n = 1; n <= kSmallSliceHolds; ++n) {
    Call call = SmallPod(n);
    call.conf["slice"] = {"10.200.43.0/29", "fd00:10:200:43::/64"};
    ASSERT_EQ(world.Add(call).exit_code, 0);
  }
  Call call = SmallPod(6);
  call.conf["slice"] = {"10.200.43.0/29", "fd00:10:200:43::/64"};
  const auto outcome = world.Add(call);
  EXPECT_EQ(outcome.code(), 11);
  EXPECT_THAT(outcome.message(), HasSubstr("10.200.43.0/29: 5 records hold it, among them"));
  EXPECT_THAT(outcome.message(), HasSubstr("10.200.43.2 by pod shop/web-1"));
  EXPECT_THAT(outcome.message(), testing::Not(HasSubstr("fd00:")));
}

// L-30
TEST(FullSlice, GetsBackWhatDeadPodsHold) {
  World world;
  Fill(world);
  world.DeleteNamespace(SmallPod(2).netns);
  world.DeleteNamespace(SmallPod(5).netns);
  const auto outcome = world.Add(SmallPod(6));
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_GE(outcome.slept, std::chrono::seconds(2)) << "absent twice, two seconds apart";
  EXPECT_EQ(AddressOf(world, SmallPod(6)), "10.200.42.3");
  EXPECT_EQ(EndpointOf(world, SmallPod(2)), nullptr);
  EXPECT_EQ(EndpointOf(world, SmallPod(5)), nullptr);
  EXPECT_THAT(LogOf(world), HasSubstr("the slice is full"));
}

TEST(FullSlice, GetsBackWhatAnAddThatDiedEarlyHolds) {
  World world;
  Fill(world);
  world.Del(SmallPod(3));
  Call dead = SmallPod(3);
  dead.disturb = KillAt(support::Moment::kAfter, "CreateExclusively");
  ASSERT_TRUE(world.Add(dead).was_killed);
  EXPECT_EQ(Given(world, SmallPod(6)), "10.200.42.4");
}

TEST(FullSlice, GetsBackNothingWhileHcnHasNotSettled) {
  World world;
  Fill(world);
  world.DeleteNamespace(SmallPod(2).netns);
  Call call = SmallPod(6);
  call.disturb = Failing("HcnEnumerateNamespaces", kNoHcn, 1);
  EXPECT_EQ(world.Add(call).code(), 11);
  EXPECT_NE(EndpointOf(world, SmallPod(2)), nullptr);
}

TEST(FullSlice, DoesNotTakeWhatComesBackToLife) {
  World world;
  Fill(world);
  world.DeleteNamespace(SmallPod(2).netns);
  Call call = SmallPod(6);
  // The seventh look at a namespace is the first one of the second round.
  call.disturb = Before("HcnOpenNamespace", kSmallSliceHolds + 1,
                        [&] { world.MakeNamespace(SmallPod(2).netns); });
  EXPECT_EQ(world.Add(call).code(), 11);
  EXPECT_NE(EndpointOf(world, SmallPod(2)), nullptr);
}

TEST(FullSlice, IsSweptOnce) {
  World world;
  Fill(world);
  const auto calls = world.Add(SmallPod(6)).hcn_calls;
  EXPECT_EQ(std::count(calls.begin(), calls.end(), "HcnEnumerateEndpoints"), 1);
}

}  // namespace
}  // namespace plugin
