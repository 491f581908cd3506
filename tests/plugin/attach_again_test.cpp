#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/plugin/node.h"

// A second ADD of the same attachment: refused when it is live, else it takes the remains away.
namespace plugin {
namespace {

using nlohmann::json;
using support::Call;
using support::Moment;
using support::World;
using testing::AllOf;
using testing::HasSubstr;

constexpr std::string_view kOtherNetns = "7b1c0000-aaaa-4bbb-8ccc-000000000001";

Call KilledAt(Moment moment, const char* operation) {
  Call call;
  call.disturb = KillAt(moment, operation);
  return call;
}

std::string RecordPath(World& world) { return "records/" + world.Records().at(0); }

void WriteRecord(World& world, const std::string& content) {
  world.files().Write(World::StateDir() / RecordPath(world), content);
}

void ExpectARefusalThatChangesNothing(World& world, const Call& call) {
  const auto before = Snapshot::Of(world);
  const auto outcome = world.Add(call);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.code(), 101) << outcome.output;
  EXPECT_THAT(outcome.message(), AllOf(HasSubstr("c1"), HasSubstr("eth0"), HasSubstr("DEL")));
  EXPECT_EQ(Snapshot::Of(world), before);
}

// C-I-02
TEST(SecondAdd, OfALiveAttachmentChangesNothing) {
  World world;
  world.Add();
  ExpectARefusalThatChangesNothing(world, {});
}

// C-I-02
TEST(SecondAdd, OfALiveAttachmentChangesNothingWhateverItAsksFor) {
  World world;
  world.Add();
  Call call =
      CallWith(R"({"runtimeConfig": {"ips": ["10.200.42.99"]}, "clusterPolicies": "none"})");
  call.netns = kOtherNetns;
  ExpectARefusalThatChangesNothing(world, call);
}

// C-I-02
TEST(SecondAdd, IsRefusedAlsoWhenTheFirstOneDiedBeforeItPrinted) {
  for (const Moment moment : {Moment::kBefore, Moment::kAfter}) {
    World world;
    ASSERT_TRUE(world.Add(KilledAt(moment, "HcnQueryEndpointProperties")).was_killed);
    ExpectARefusalThatChangesNothing(world, {});
  }
}

TEST(SecondAdd, OfALiveAttachmentIsRefusedWhenItsRecordSaysNothing) {
  for (const char* content : {"", "{\"version\": 1, \"ki", "[]"}) {
    World world;
    world.Add();
    WriteRecord(world, content);
    const auto outcome = world.Add();
    EXPECT_EQ(outcome.code(), 101) << outcome.output;
    EXPECT_EQ(ContentOf(world, RecordPath(world)), content);
    EXPECT_EQ(AddressOf(world, {}), "10.200.42.2");
  }
}

TEST(SecondAdd, OfALiveAttachmentWithoutRecordIsRefusedAndReservesNothing) {
  World world;
  world.Add();
  world.files().Remove(World::StateDir() / RecordPath(world));
  const auto host = world.Dump();
  const auto outcome = world.Add();
  EXPECT_EQ(outcome.code(), 101) << outcome.output;
  EXPECT_EQ(world.Dump(), host);
  EXPECT_TRUE(world.Records().empty());
  world.Del();
}

// Where an ADD died, and what the next one finds.
struct Death {
  const char* operation;
  Moment moment;
};

const std::vector<Death> kDeaths{
    {"CreateExclusively", Moment::kAfter},
    {"Write", Moment::kBefore},
    {"Write", Moment::kAfter},
    {"FlushFolder", Moment::kAfter},
    {"HcnCreateNamespace", Moment::kAfter},
    {"HcnCreateEndpoint", Moment::kBefore},
    {"HcnCreateEndpoint", Moment::kAfter},
    {"HcnModifyNamespace", Moment::kBefore},
};

TEST(SecondAdd, TakesOverWhateverADeadOneLeft) {
  for (const auto& [operation, moment] : kDeaths) {
    SCOPED_TRACE(operation);
    World world;
    world.Add(Pod(7));
    ASSERT_TRUE(world.Add(KilledAt(moment, operation)).was_killed);
    const auto outcome = world.Add();
    EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
    EXPECT_EQ(EndpointOf(world, {}).value("HostComputeNamespace", ""), kNetns);
    EXPECT_EQ(world.Records().size(), 2U);
    world.CheckInvariants();
    world.Del();
    world.Del(Pod(7));
    EXPECT_TRUE(world.IsClean()) << world.Dump().dump(2);
  }
}

TEST(SecondAdd, KeepsTheAddressWhereItIsStillRight) {
  World world;
  world.Add(KilledAt(Moment::kAfter, "HcnCreateEndpoint"));
  world.Add(Pod(7));
  world.Add();
  EXPECT_EQ(AddressOf(world, {}), "10.200.42.2");
  EXPECT_EQ(AddressOf(world, Pod(7)), "10.200.42.3");
}

TEST(SecondAdd, GivesUpAnAddressThatIsNotAskedFor) {
  World world;
  world.Add(KilledAt(Moment::kAfter, "HcnCreateEndpoint"));
  const Call call = CallWith(R"({"runtimeConfig": {"ips": ["10.200.42.99"]}})");
  EXPECT_EQ(world.Add(call).exit_code, 0);
  EXPECT_EQ(AddressOf(world, call), "10.200.42.99");
  EXPECT_EQ(world.Records().size(), 1U);
}

TEST(SecondAdd, GivesUpAnAddressThatIsReservedByNow) {
  World world;
  world.Add(KilledAt(Moment::kAfter, "HcnCreateEndpoint"));
  const Call call =
      CallWith(R"({"slice": {"subnet": "10.200.42.0/24", "reserved": ["10.200.42.2"]}})");
  EXPECT_EQ(world.Add(call).exit_code, 0);
  EXPECT_EQ(AddressOf(world, call), "10.200.42.3");
}

TEST(SecondAdd, MakesTheEndpointAnewWhenItsNamespaceIsGone) {
  World world;
  world.MakeNamespace(std::string(kNetns));
  world.Add();
  world.DeleteNamespace(std::string(kNetns));
  Call call;
  call.netns = kOtherNetns;
  world.MakeNamespace(call.netns);
  EXPECT_EQ(world.Add(call).exit_code, 0);
  EXPECT_EQ(EndpointOf(world, call).at("HostComputeNamespace"), kOtherNetns);
  EXPECT_EQ(AddressOf(world, call), "10.200.42.2");
  const json record = json::parse(ContentOf(world, RecordPath(world)));
  EXPECT_EQ(record["namespaceId"], kOtherNetns);
}

TEST(SecondAdd, TakesAwayTheNamespaceThatADeadOneMade) {
  World world;
  world.Add(KilledAt(Moment::kBefore, "HcnModifyNamespace"));
  Call call;
  call.netns = kOtherNetns;
  EXPECT_EQ(world.Add(call).exit_code, 0);
  ASSERT_EQ(world.Namespaces().size(), 1U) << world.Namespaces();
  EXPECT_EQ(world.Namespaces()[0]["ID"], kOtherNetns);
}

TEST(SecondAdd, StillKnowsThatTheNamespaceOfADeadOneIsOurs) {
  World world;
  world.Add(KilledAt(Moment::kBefore, "HcnModifyNamespace"));
  EXPECT_EQ(world.Add().exit_code, 0);
  EXPECT_EQ(world.Del().exit_code, 0);
  EXPECT_EQ(world.Namespaces(), json::array());
}

TEST(SecondAdd, LeavesTheRemainsWhenTheyCannotBeTakenAway) {
  World world;
  world.Add(KilledAt(Moment::kAfter, "HcnCreateEndpoint"));
  const auto before = Snapshot::Of(world);
  Call call;
  call.disturb = Failing("HcnDeleteEndpoint", kNoHcn, 100);
  EXPECT_EQ(world.Add(call).code(), 11);
  EXPECT_EQ(Snapshot::Of(world), before);
}

TEST(SecondAdd, MakesAnEndpointWithoutRecordAnewWhenItIsNotLive) {
  World world;
  world.Add(KilledAt(Moment::kBefore, "HcnModifyNamespace"));
  world.files().Remove(World::StateDir() / RecordPath(world));
  EXPECT_EQ(world.Add().exit_code, 0);
  EXPECT_EQ(EndpointOf(world, {}).at("HostComputeNamespace"), kNetns);
  EXPECT_EQ(world.Endpoints().size(), 1U);
  EXPECT_EQ(world.Records().size(), 1U);
}

}  // namespace
}  // namespace plugin
