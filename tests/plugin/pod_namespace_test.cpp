#include "plugin/pod_namespace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/plugin/node.h"

namespace plugin {
namespace {

using nlohmann::json;
using support::Call;
using support::World;
using testing::AllOf;
using testing::HasSubstr;

const std::string kPodNetns(kNetns);

Call Interface(const char* ifname) {
  Call call;
  call.ifname = ifname;
  return call;
}

// C-I-06
TEST(PodNamespace, OfTheRuntimeIsJoinedAndLeftAlone) {
  World world;
  world.MakeNamespace(kPodNetns);
  world.Add();
  EXPECT_EQ(EndpointOf(world, {}).at("HostComputeNamespace"), kPodNetns);
  EXPECT_FALSE(world.Namespaces()[0].contains("Owner"));
  world.Del();
  ASSERT_EQ(world.Namespaces().size(), 1U);
  EXPECT_FALSE(world.Namespaces()[0].contains("Resources"));
}

// C-I-06
TEST(PodNamespace, IsMadeWhenThereIsNone) {
  World world;
  EXPECT_EQ(world.Add().exit_code, 0);
  ASSERT_EQ(world.Namespaces().size(), 1U);
  EXPECT_EQ(world.Namespaces()[0]["ID"], kPodNetns);
  EXPECT_EQ(world.Namespaces()[0]["Owner"], "hcn-slice");
  world.Del();
  EXPECT_EQ(world.Namespaces(), json::array());
}

// C-I-06
TEST(PodNamespace, IsNotMadeWhenTheConfigurationSaysJoin) {
  World world;
  const auto outcome = world.Add(CallWith(R"({"namespace": "join"})"));
  EXPECT_EQ(outcome.code(), 3);
  EXPECT_THAT(outcome.message(), AllOf(HasSubstr(kPodNetns), HasSubstr("join")));
  EXPECT_EQ(world.Namespaces(), json::array());
  EXPECT_EQ(world.Endpoints(), json::array());
  EXPECT_TRUE(world.Records().empty());
}

TEST(PodNamespace, IsJoinedWhenTheConfigurationSaysJoin) {
  World world;
  world.MakeNamespace(kPodNetns);
  const Call call = CallWith(R"({"namespace": "join"})");
  EXPECT_EQ(world.Add(call).exit_code, 0);
  EXPECT_EQ(world.Del(call).exit_code, 0);
  EXPECT_EQ(world.Namespaces().size(), 1U);
}

// C-I-06
TEST(PodNamespace, OfOursGoesWithItsLastEndpoint) {
  for (const bool first_goes_first : {true, false}) {
    World world;
    const Call one = Interface("eth0");
    const Call other = Interface("eth1");
    world.Add(one);
    world.Add(other);
    world.Del(first_goes_first ? one : other);
    EXPECT_EQ(world.Namespaces().size(), 1U);
    world.Del(first_goes_first ? other : one);
    EXPECT_EQ(world.Namespaces(), json::array()) << first_goes_first;
  }
}

TEST(PodNamespace, OfOursStaysWhileSomebodyElseIsInIt) {
  World world;
  world.Add();
  PlantForeign(world, "11111111-0000-4000-8000-000000000001", "10.200.42.50");
  world.hcn().ModifyNamespace(world.hcn().OpenNamespace(*hcn::Guid::Parse(kPodNetns)),
                              R"({"RequestType":"Add","ResourceType":"Endpoint",
          "Settings":{"EndpointId":"11111111-0000-4000-8000-000000000001"}})");
  EXPECT_EQ(world.Del().exit_code, 0);
  EXPECT_EQ(world.Namespaces().size(), 1U);
  EXPECT_EQ(world.Endpoints().size(), 1U);
}

// C-J-09
TEST(PodNamespace, OfOursGoesAlsoWhenTheConfigurationSaysJoinByNow) {
  World world;
  world.Add();
  EXPECT_EQ(world.Del(CallWith(R"({"namespace": "join"})")).exit_code, 0);
  EXPECT_EQ(world.Namespaces(), json::array());
}

TEST(PodNamespace, OfSomebodyWhoWasQuickerIsJoined) {
  World world;
  Call call;
  // The first look finds none; the second one is under the namespace's lock.
  call.disturb = Before("HcnOpenNamespace", 2, [&] { world.MakeNamespace(kPodNetns); });
  EXPECT_EQ(world.Add(call).exit_code, 0);
  world.Del();
  EXPECT_EQ(world.Namespaces().size(), 1U) << "it was not ours to delete";
}

TEST(PodNamespace, OfSomebodyWhoWasJustQuickerIsNotDeleted) {
  World world;
  Call call;
  call.disturb = Before("HcnCreateNamespace", 1, [&] { world.MakeNamespace(kPodNetns); });
  world.Add(call);
  EXPECT_EQ(world.Namespaces().size(), 1U);
  world.Del();
  EXPECT_EQ(world.Namespaces().size(), 1U);
}

TEST(PodNamespace, OfOursIsTakenBackWhenAddFails) {
  World world;
  Call call;
  call.disturb = Failing("HcnCreateEndpoint", hcn::kInvalidArgument, 1);
  EXPECT_EQ(world.Add(call).code(), 100);
  EXPECT_TRUE(world.IsClean()) << world.Dump().dump(2);
}

// C-C-06
TEST(PodNamespace, MayBeNamedInEveryFormARuntimeUses) {
  for (const char* netns :
       {"0D5E5A3F-6A51-4C2F-9A4C-3A1D6E0B7C11", "{0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11}",
        "/var/run/netns/0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11"}) {
    World world;
    world.MakeNamespace(kPodNetns);
    Call call;
    call.netns = netns;
    EXPECT_EQ(world.Add(call).exit_code, 0) << netns;
    EXPECT_EQ(EndpointOf(world, call).value("HostComputeNamespace", ""), kPodNetns) << netns;
    world.Del(call);
    EXPECT_EQ(world.Namespaces().size(), 1U) << netns;
  }
}

}  // namespace
}  // namespace plugin
