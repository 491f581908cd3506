#include "plugin/detach.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hcn/error.h"
#include "tests/plugin/node.h"

namespace plugin {
namespace {

using nlohmann::json;
using support::Call;
using support::Outcome;
using support::World;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kForeign = "11111111-0000-4000-8000-000000000001";

// DEL says nothing and leaves nothing, whatever there was.
void ExpectCleanDel(World& world, const Call& call) {
  const auto outcome = world.Del(call);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_EQ(outcome.output, "");
  EXPECT_TRUE(world.IsClean()) << world.Dump().dump(2);
}

// L-01
TEST(Del, LeavesNothingButTheNetwork) {
  World world;
  world.Add();
  ExpectCleanDel(world, {});
  EXPECT_EQ(world.Endpoints(), json::array());
  EXPECT_EQ(world.Dump()["networks"].size(), 1U);
}

// C-J-01, L-04
TEST(Del, SucceedsTwice) {
  World world;
  world.Add();
  ExpectCleanDel(world, {});
  ExpectCleanDel(world, {});
}

// C-J-01
TEST(Del, SucceedsWithoutAnyAdd) {
  World world;
  ExpectCleanDel(world, {});
  EXPECT_TRUE(world.Dump()["networks"].empty());
}

// C-J-03
TEST(Del, SucceedsWithoutAnIntelligibleNetns) {
  for (const char* netns : {"", "no namespace", "C:\\x", "00000000-0000-0000-0000-000000000000",
                            "0d5e5a3f", "\xff\xfe"}) {
    World world;
    world.Add();
    Call call;
    call.netns = netns;
    ExpectCleanDel(world, call);
  }
}

// C-J-10
TEST(Del, SucceedsWithoutAnIntelligibleArgument) {
  World world;
  world.Add();
  Call call;
  call.args = "no pair;=;IP=nonsense";
  ExpectCleanDel(world, call);
}

// C-J-02, L-22
TEST(Del, SucceedsWhenTheNamespaceIsGone) {
  World world;
  world.MakeNamespace(std::string(kNetns));
  world.Add();
  world.DeleteNamespace(std::string(kNetns));
  ExpectCleanDel(world, {});
}

// C-J-02
TEST(Del, SucceedsWhenTheRecordIsGone) {
  World world;
  world.Add();
  world.files().Remove(World::StateDir() / "records" / world.Records().at(0));
  ExpectCleanDel(world, {});
}

// C-J-03
TEST(Del, SucceedsWithoutRecordAndNetns) {
  World world;
  world.Add();
  world.files().Remove(World::StateDir() / "records" / world.Records().at(0));
  Call call;
  call.netns = "";
  ExpectCleanDel(world, call);
}

// C-S-07
TEST(Del, SucceedsWhenTheRecordSaysNothing) {
  for (const char* content : {"", "{\"version\": 1, \"ki", "[]", "{\"version\": 99}"}) {
    World world;
    world.Add();
    world.files().Write(World::StateDir() / "records" / world.Records().at(0), content);
    ExpectCleanDel(world, {});
  }
}

// C-J-02
TEST(Del, SucceedsWhenTheNetworkIsGone) {
  World world;
  world.Add();
  world.hcn().DeleteNetwork(
      *hcn::Guid::Parse(world.Dump()["networks"][0]["ID"].get<std::string>()));
  ExpectCleanDel(world, {});
}

// C-J-02
TEST(Del, SucceedsWhenTheEndpointIsGone) {
  World world;
  world.Add();
  world.hcn().DeleteEndpoint(*hcn::Guid::Parse(EndpointOf(world, {}).at("ID").get<std::string>()));
  ExpectCleanDel(world, {});
}

// C-J-02
TEST(Del, SucceedsAfterAReboot) {
  World world;
  world.Add();
  world.disk().PowerLoss();
  world.host().Reboot();
  ExpectCleanDel(world, {});
}

// What somebody may have made of the configuration between ADD and DEL.
const std::vector<const char*> kChanges{
    R"({"ownerTag": "other"})",
    R"({"slice": "10.77.0.0/16"})",
    R"({"slice": null})",
    R"({"sliceFile": "/nowhere"})",
    R"({"clusterCIDRs": [], "serviceCIDRs": null})",
    R"({"network": {"type": "Internal", "name": "renamed", "create": false}})",
    R"({"network": {"id": "7b1c0000-aaaa-4bbb-8ccc-000000000001"}})",
    R"({"namespace": "join"})",
    R"({"cniVersion": "0.4.0"})",
    R"({"ipMasq": "yes", "clusterCIDRs": 5, "dns": "none", "runtimeConfig": []})",
    R"({"network": "broken", "timeouts": {"del": -1}, "log": 7, "prevResult": "none"})",
    R"({"unheardOf": true})",
};

// C-J-09, L-05
TEST(Del, SucceedsWithAConfigurationThatChanged) {
  for (const char* changes : kChanges) {
    SCOPED_TRACE(changes);
    World world;
    world.Add();
    ExpectCleanDel(world, CallWith(changes));
  }
}

TEST(Del, NeedsFourCallsInANamespaceOfTheRuntime) {
  World world;
  world.MakeNamespace(std::string(kNetns));
  world.Add();
  const auto calls = world.Del().hcn_calls;
  EXPECT_LE(calls.size(), 4U) << testing::PrintToString(calls);
  EXPECT_THAT(calls, Not(Contains(HasSubstr("Enumerate"))));
}

// C-J-07
TEST(Del, TakesAwayNothingButItsOwnInterface) {
  World world;
  Call second;
  second.ifname = "eth1";
  world.Add();
  world.Add(second);
  world.Add(Pod(7));
  const json neighbours[] = {EndpointOf(world, second), EndpointOf(world, Pod(7))};
  EXPECT_EQ(world.Del().exit_code, 0);
  EXPECT_EQ(EndpointOf(world, {}), nullptr);
  EXPECT_EQ(EndpointOf(world, second), neighbours[0]);
  EXPECT_EQ(EndpointOf(world, Pod(7)), neighbours[1]);
  EXPECT_EQ(world.Records().size(), 2U);
}

TEST(Del, LeavesAlonePodsOfAnotherNetworkOfOurs) {
  World world;
  world.Add();
  EXPECT_EQ(world.Del(CallWith(R"({"name": "another"})")).exit_code, 0);
  EXPECT_NE(EndpointOf(world, {}), nullptr);
  EXPECT_EQ(world.Records().size(), 1U);
}

TEST(Del, LeavesAloneWhatOthersMade) {
  World world;
  world.MakeNamespace(std::string(kNetns));
  world.Add();
  PlantForeign(world, kForeign, "10.200.42.50");
  EXPECT_EQ(world.Del().exit_code, 0);
  ASSERT_EQ(world.Endpoints().size(), 1U);
  EXPECT_EQ(world.Endpoints()[0]["ID"], kForeign);
  EXPECT_EQ(world.Namespaces().size(), 1U);
}

// C-J-05
TEST(Del, KeepsTheRecordWhileHcnDoesNotAnswer) {
  World world;
  world.Add();
  const auto before = Snapshot::Of(world);
  Call call;
  call.disturb = WithoutHcn();
  const auto outcome = world.Del(call);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.code(), 11);
  EXPECT_EQ(Snapshot::Of(world), before);
}

TEST(Del, FailsAlsoWithoutARecordWhileHcnDoesNotAnswer) {
  World world;
  Call call;
  call.disturb = WithoutHcn();
  EXPECT_EQ(world.Del(call).code(), 11);
}

TEST(Del, NeverFailsWithTheWordsThatARuntimeTakesForSuccess) {
  World world;
  world.Add();
  Call call;
  call.disturb = [](std::string_view operation, support::Moment) {
    if (operation == "HcnDeleteEndpoint") {
      throw hcn::Error(operation, hcn::kAccessDenied,
                       R"({"Success":false,"Error":"Element not found. ","ErrorCode":2147942405})");
    }
  };
  const auto outcome = world.Del(call);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.output, Not(HasSubstr("not found")));
  EXPECT_EQ(world.Records().size(), 1U);
}

// C-J-06
TEST(Del, DeletesAnEndpointThatCannotBeTakenOut) {
  World world;
  world.Add();
  Call call;
  call.disturb = Failing("HcnModifyNamespace", hcn::kRpcCallFailed, 1);
  ExpectCleanDel(world, call);
}

TEST(Del, CatchesAnEndpointThatHnsMakesLate) {
  World world;
  Call add;
  add.disturb = KillAt(support::Moment::kBefore, "HcnCreateEndpoint");
  world.Add(Pod(7));
  ASSERT_TRUE(world.Add(add).was_killed);
  Call del;
  unsigned after_delete = 0;
  // It comes with whatever DEL does after its first look, be that a second look or not.
  del.disturb = [&](std::string_view operation, support::Moment) {
    if (after_delete > 0 || operation == "HcnDeleteEndpoint") ++after_delete;
    if (after_delete == 2) PlantOwn(world, {}, "10.200.42.3", "");
  };
  const auto outcome = world.Del(del);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_GE(outcome.slept, std::chrono::milliseconds(500));
  EXPECT_EQ(EndpointOf(world, {}), nullptr);
  EXPECT_EQ(world.Records().size(), 1U);
}

TEST(Del, TakesAwayANamespaceOfOursAlsoWithoutRecordAndEndpoint) {
  World world;
  Call add;
  add.disturb = KillAt(support::Moment::kAfter, "HcnCreateNamespace");
  ASSERT_TRUE(world.Add(add).was_killed);
  world.files().Remove(World::StateDir() / "records" / world.Records().at(0));
  ASSERT_EQ(world.Namespaces().size(), 1U);
  ExpectCleanDel(world, {});
}

// C-J-05
TEST(Del, FreesTheAddressOnlyWhenTheEndpointIsGone) {
  World world;
  world.Add();
  bool was_gone = false;
  Call call;
  call.disturb = Before("Remove", 1, [&] { was_gone = EndpointOf(world, {}).is_null(); });
  ExpectCleanDel(world, call);
  EXPECT_TRUE(was_gone);
}

}  // namespace
}  // namespace plugin
