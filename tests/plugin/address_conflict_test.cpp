#include "plugin/address_conflict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/plugin/node.h"

namespace plugin {
namespace {

using nlohmann::json;
using support::Call;
using support::World;
using testing::AllOf;
using testing::Each;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using testing::UnorderedElementsAre;

constexpr const char* kForeign = "11111111-0000-4000-8000-000000000001";
constexpr const char* kOtherForeign = "11111111-0000-4000-8000-000000000002";

// A node with the network, and one pod that has 10.200.42.2: the next address is .3.
class AddressConflictTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(world_.Add(Pod(7)).exit_code, 0); }
  void TearDown() override { world_.set_loose_at_end(); }

  World world_;
};

TEST_F(AddressConflictTest, WithSomebodyElseGivesTheNextAddress) {
  PlantForeign(world_, kForeign, "10.200.42.3");
  const auto outcome = world_.Add();
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_EQ(outcome.document()["ips"][0]["address"], "10.200.42.4/24");
  EXPECT_EQ(AddressOf(world_, {}), "10.200.42.4");
  EXPECT_EQ(world_.Endpoints().size(), 3U);
}

TEST_F(AddressConflictTest, WithSomebodyElseKeepsTheAddressOutOfUse) {
  PlantForeign(world_, kForeign, "10.200.42.3");
  world_.Add();
  const std::string name = std::string("10.200.42.3~") + kForeign + ".json";
  ASSERT_THAT(world_.Records(), testing::Contains(name));
  const json record = json::parse(ContentOf(world_, "records/" + name));
  EXPECT_EQ(record["kind"], "resting");
  EXPECT_THAT(record["reason"].get<std::string>(),
              AllOf(HasSubstr("somebody else's"), HasSubstr(kForeign)));
  EXPECT_THAT(LogOf(world_), AllOf(HasSubstr("10.200.42.3"), HasSubstr(kForeign)));
}

TEST_F(AddressConflictTest, StepsOverEveryAddressThatSomebodyElseHas) {
  PlantForeign(world_, kForeign, "10.200.42.3");
  PlantForeign(world_, kOtherForeign, "10.200.42.4");
  EXPECT_EQ(world_.Add().exit_code, 0);
  EXPECT_EQ(AddressOf(world_, {}), "10.200.42.5");
  EXPECT_EQ(world_.Records().size(), 4U);
}

TEST_F(AddressConflictTest, LeavesARecordThatDelSettles) {
  PlantForeign(world_, kForeign, "10.200.42.3");
  world_.Add();
  EXPECT_EQ(world_.Del().exit_code, 0);
  EXPECT_EQ(EndpointOf(world_, {}), nullptr);
  EXPECT_EQ(world_.Records().size(), 2U) << "the other pod's, and the one that rests";
  EXPECT_EQ(world_.Endpoints().size(), 2U);
}

TEST_F(AddressConflictTest, WithAnOrphanOfOursTakesTheOrphanAway) {
  PlantOwn(world_, Pod(8), "10.200.42.3", "");
  EXPECT_EQ(world_.Add().exit_code, 0);
  EXPECT_EQ(AddressOf(world_, {}), "10.200.42.3");
  EXPECT_EQ(EndpointOf(world_, Pod(8)), nullptr);
}

TEST_F(AddressConflictTest, WithAnOrphanInADeadNamespaceTakesTheOrphanAway) {
  PlantOwn(world_, Pod(8), "10.200.42.3", "7b1c0000-aaaa-4bbb-8ccc-000000000001");
  EXPECT_EQ(world_.Add().exit_code, 0);
  EXPECT_EQ(AddressOf(world_, {}), "10.200.42.3");
}

TEST_F(AddressConflictTest, WithALivePodOfOursThatLostItsRecordTouchesNothingOfIt) {
  world_.Add(Pod(8));
  world_.files().Remove(World::StateDir() / "records" /
                        ("10.200.42.3~" + EndpointOf(world_, Pod(8)).value("ID", "") + ".json"));
  world_.files().Remove(World::StateDir() / "cursor-10.200.42.0_24");
  const json before = EndpointOf(world_, Pod(8));
  EXPECT_EQ(world_.Add().exit_code, 0);
  EXPECT_EQ(AddressOf(world_, {}), "10.200.42.4");
  EXPECT_EQ(EndpointOf(world_, Pod(8)), before);
  world_.CheckInvariants();
  EXPECT_EQ(world_.Del(Pod(8)).exit_code, 0);
  EXPECT_EQ(EndpointOf(world_, Pod(8)), nullptr);
  EXPECT_EQ(world_.Records().size(), 2U);
}

TEST_F(AddressConflictTest, WaitsForAnHcnThatHasNotSettled) {
  for (const auto code : {hcn::kAddressInvalidOrReserved, hcn::kObjectAlreadyExists}) {
    Call call;
    call.disturb = Failing("HcnCreateEndpoint", code, 3);
    const auto outcome = world_.Add(call);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
    EXPECT_EQ(world_.Records().size(), 2U);
    world_.Del();
  }
}

TEST_F(AddressConflictTest, KeepsTheAddressWhileItWaits) {
  Call call;
  call.disturb = Failing("HcnCreateEndpoint", hcn::kAddressInvalidOrReserved, 3);
  world_.Add(call);
  EXPECT_EQ(AddressOf(world_, call), "10.200.42.3");
}

TEST_F(AddressConflictTest, GivesUpOnAnHcnThatDoesNotSettle) {
  Call call;
  call.disturb = Failing("HcnCreateEndpoint", hcn::kAddressInvalidOrReserved, 1000);
  const auto outcome = world_.Add(call);
  EXPECT_EQ(outcome.code(), 11);
  EXPECT_THAT(outcome.message(), AllOf(HasSubstr("10.200.42.3"), HasSubstr("reserved")));
  EXPECT_LT(outcome.hcn_calls.size(), 200U);
  EXPECT_EQ(world_.Records().size(), 1U);
  EXPECT_EQ(world_.Namespaces().size(), 1U);
}

TEST_F(AddressConflictTest, AboutARequestedAddressNamesTheHolder) {
  PlantForeign(world_, kForeign, "10.200.42.9");
  Call call;
  call.args = "IP=10.200.42.9";
  const auto outcome = world_.Add(call);
  EXPECT_EQ(outcome.code(), 102);
  EXPECT_THAT(outcome.message(),
              AllOf(HasSubstr("10.200.42.9"), HasSubstr("somebody else's"), HasSubstr(kForeign)));
  EXPECT_EQ(world_.Records().size(), 1U);
  EXPECT_EQ(EndpointOf(world_, call), nullptr);
  EXPECT_EQ(world_.Endpoints().size(), 2U);
}

TEST(AddressConflict, OfOneFamilyFreesTheAddressOfTheOther) {
  const char* dual = R"({"slice": ["10.200.42.0/24", "fd00:200:42::/64"]})";
  World world;
  Call first = Pod(7);
  first.conf = ConfWith(dual);
  ASSERT_EQ(world.Add(first).exit_code, 0);
  PlantForeign(world, kForeign, "10.200.42.3");
  EXPECT_EQ(world.Add(CallWith(dual)).exit_code, 0);
  world.Del(first);
  const auto records = world.Records();
  EXPECT_THAT(records, UnorderedElementsAre(std::string("10.200.42.3~") + kForeign + ".json",
                                            StartsWith("10.200.42.4+fd00-200-42--")));
  world.set_loose_at_end();
}

TEST_F(AddressConflictTest, OverItsOwnIdReplacesAnEndpointThatIsNotLive) {
  PlantOwn(world_, {}, "10.200.42.77", "");
  EXPECT_EQ(world_.Add().exit_code, 0);
  EXPECT_EQ(AddressOf(world_, {}), "10.200.42.3");
  EXPECT_EQ(world_.Records().size(), 2U);
}

TEST_F(AddressConflictTest, OverItsOwnIdLeavesALiveEndpointAlone) {
  world_.MakeNamespace(std::string(kNetns));
  PlantOwn(world_, {}, "10.200.42.77", kNetns);
  const auto host = world_.Dump();
  EXPECT_EQ(world_.Add().code(), 101);
  EXPECT_EQ(world_.Dump(), host);
  EXPECT_EQ(world_.Records().size(), 1U);
}

TEST_F(AddressConflictTest, EndsWhenTheSliceIsFullOfSomebodyElse) {
  const char* small = R"({"slice": "10.200.42.0/29"})";
  for (const char* last : {"3", "4", "5", "6"}) {
    PlantForeign(world_, std::string("11111111-0000-4000-8000-00000000000") + last,
                 std::string("10.200.42.") + last);
  }
  const auto outcome = world_.Add(CallWith(small));
  EXPECT_EQ(outcome.code(), 11) << outcome.output;
  EXPECT_EQ(world_.Endpoints().size(), 5U);
  EXPECT_THAT(world_.Records(), Each(Not(HasSubstr(IdOf({})))));
}

}  // namespace
}  // namespace plugin
