#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/plugin/delegated_node.h"
#include "tests/plugin/node.h"

// The books of an IPAM plugin and ours: whatever happens, neither keeps what the other does not
// know.
namespace plugin {
namespace {

using nlohmann::json;
using support::Call;
using support::Moment;
using support::World;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST_F(DelegatedIpamTest, IsNotAskedTwiceForALivePod) {
  ASSERT_EQ(world_.Add(call_).exit_code, 0);
  const auto before = Snapshot::Of(world_);
  EXPECT_EQ(world_.Add(call_).code(), 101);
  EXPECT_EQ(Snapshot::Of(world_), before);
  EXPECT_THAT(ipam_.verbs(), ElementsAre("ADD"));
  world_.files().Remove(World::StateDir() / "records" / world_.Records().at(0));
  EXPECT_EQ(world_.Add(call_).code(), 101) << "also where its record was lost";
  EXPECT_THAT(ipam_.leases(), SizeIs(1));
  EXPECT_EQ(world_.Del(call_).exit_code, 0);
  ExpectEmpty();
}

TEST_F(DelegatedIpamTest, GivesAFreshLeaseInPlaceOfRemains) {
  call_.disturb = KillAt(Moment::kAfter, "HcnCreateEndpoint");
  EXPECT_TRUE(world_.Add(call_).was_killed);
  call_.disturb = {};
  EXPECT_EQ(world_.Add(call_).exit_code, 0);
  EXPECT_THAT(ipam_.leases(), SizeIs(1));
  EXPECT_EQ(world_.Del(call_).exit_code, 0);
  ExpectEmpty();
}

// Every step of ADD and of DEL.
struct Kill {
  const char* verb;
  const char* operation;
};

// C-S-05, C-J-08
TEST_F(DelegatedIpamTest, LeavesNothingInEitherBookAfterAKillAndDel) {
  for (const auto& [verb, operation] :
       {Kill{"ADD", "RunProgram"}, Kill{"ADD", "Write"}, Kill{"ADD", "CreateExclusively"},
        Kill{"ADD", "FlushFolder"}, Kill{"ADD", "HcnCreateNamespace"},
        Kill{"ADD", "HcnCreateEndpoint"}, Kill{"ADD", "HcnModifyNamespace"},
        Kill{"DEL", "HcnModifyNamespace"}, Kill{"DEL", "HcnDeleteEndpoint"},
        Kill{"DEL", "HcnDeleteNamespace"}, Kill{"DEL", "RunProgram"}, Kill{"DEL", "Remove"}}) {
    for (const Moment moment : {Moment::kBefore, Moment::kAfter}) {
      SCOPED_TRACE(std::string(verb) + " " + operation);
      if (std::string(verb) == "DEL") {
        ASSERT_EQ(world_.Add(call_).exit_code, 0);
      }
      Call killed = call_;
      killed.disturb = KillAt(moment, operation);
      EXPECT_TRUE(world_.RunAs(verb, killed).was_killed);
      for (int i = 0; i < 2; ++i) EXPECT_EQ(world_.Del(call_).exit_code, 0);
      ExpectEmpty();
    }
  }
}

TEST_F(DelegatedIpamTest, MayGiveAnAddressAgainWhoseRecordADeadDelLeft) {
  ASSERT_EQ(world_.Add(call_).exit_code, 0);
  Call killed = call_;
  killed.disturb = KillAt(Moment::kBefore, "Remove");
  EXPECT_TRUE(world_.Del(killed).was_killed);
  EXPECT_THAT(ipam_.leases(), IsEmpty());
  ipam_.set_result(json::parse(R"({"ips": [{"address": "10.77.0.2/24"}]})"));
  const Call other = CallOf("c2");
  EXPECT_EQ(world_.Add(other).exit_code, 0);
  EXPECT_EQ(world_.Del(call_).exit_code, 0);
  EXPECT_EQ(world_.Del(other).exit_code, 0);
  ExpectEmpty();
}

TEST_F(DelegatedIpamTest, MayNotGiveTheAddressOfALivePod) {
  ASSERT_EQ(world_.Add(call_).exit_code, 0);
  ipam_.set_result(json::parse(R"({"ips": [{"address": "10.77.0.2/24"}]})"));
  const auto outcome = world_.Add(CallOf("c2"));
  EXPECT_EQ(outcome.code(), 102) << outcome.output;
  EXPECT_THAT(ipam_.leases(), SizeIs(1));
  EXPECT_EQ(world_.Del(call_).exit_code, 0);
  ExpectEmpty();
}

TEST_F(DelegatedIpamTest, KeepsTheRecordUntilTheLeaseIsGivenBack) {
  ASSERT_EQ(world_.Add(call_).exit_code, 0);
  ipam_.Answer("DEL", support::EndWithError(11, "the book is locked"));
  EXPECT_EQ(world_.Del(call_).code(), 11);
  EXPECT_THAT(world_.Records(), SizeIs(1));
  ipam_.AnswerAgain("DEL");
  EXPECT_EQ(world_.Del(call_).exit_code, 0);
  ExpectEmpty();
}

// C-L-11
TEST_F(DelegatedIpamTest, GetsBackTheLeasesThatGcFinds) {
  ASSERT_EQ(world_.Add(call_).exit_code, 0);
  const Call other = CallOf("c2");
  ASSERT_EQ(world_.Add(other).exit_code, 0);
  EXPECT_EQ(world_.Gc({{"c2", "eth0"}}, call_).exit_code, 0);
  EXPECT_THAT(ipam_.leases(), ElementsAre(testing::Pair("c2 eth0", "10.77.0.3")));
  EXPECT_EQ(world_.Del(other).exit_code, 0);
  ExpectEmpty();
}

}  // namespace
}  // namespace plugin
