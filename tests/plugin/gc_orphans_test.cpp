#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hcn/error.h"
#include "plugin/identity.h"
#include "state/locks.h"
#include "state/record.h"
#include "tests/support/has_match.h"
#include "tests/support/killed.h"
#include "tests/support/world.h"

// GC without a list takes provable orphans only; and what GC makes of the records folder.

namespace plugin {
namespace {

using nlohmann::json;
using support::Call;
using support::World;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kNetns = "11111111-2222-4333-8444-555555555555";
constexpr const char* kOtherNetns = "22222222-2222-4333-8444-555555555555";

// Counts how often a namespace is opened once the endpoints were listed: the looks of a sweep.
struct OpensAfterListing {
  bool has_listed = false;
  unsigned count = 0;

  // The number of the look that begins now; 0 when none does.
  unsigned Count(std::string_view function, support::Moment moment) {
    if (function == "HcnEnumerateEndpoints") has_listed = true;
    if (!has_listed || function != "HcnOpenNamespace") return 0;
    return moment == support::Moment::kBefore ? ++count : 0;
  }
};

class GcOrphansTest : public testing::Test {
 protected:
  GcOrphansTest() {
    world_.MakeNamespace(kNetns);
    world_.MakeNamespace(kOtherNetns);
  }

  void Add(const std::string& container, const std::string& netns) {
    const auto outcome = world_.Add({.container_id = container, .netns = netns});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.output;
  }
  support::Outcome GcWithoutList(support::Disturb disturb = {}) {
    Call call;
    call.disturb = std::move(disturb);
    return world_.RunAs("GC", call);
  }
  static hcn::Guid IdOf(const std::string& container) {
    return Identity::Of("", "overlay", container, "eth0").endpoint_id;
  }
  // A file in the records folder, whatever its content.
  void Put(const std::string& name, std::string_view content) {
    world_.files().MakeFolders(Folder());
    world_.files().Write(Folder() / name, content);
  }
  static std::filesystem::path Folder() { return World::StateDir() / "records"; }

  World world_;
};

// C-L-06
TEST_F(GcOrphansTest, WithoutAListKeepsWhatIsLive) {
  Add("c1", kNetns);
  const json host = world_.Dump();
  const auto outcome = GcWithoutList();
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_EQ(world_.Dump(), host);
}

// C-L-06
TEST_F(GcOrphansTest, WithoutAListRemovesWhatHasLostItsNamespace) {
  Add("c1", kNetns);
  Add("c2", kOtherNetns);
  world_.DeleteNamespace(kNetns);
  EXPECT_EQ(GcWithoutList().exit_code, 0);
  ASSERT_THAT(world_.Endpoints(), SizeIs(1));
  EXPECT_EQ(world_.Endpoints()[0]["ID"], IdOf("c2").ToString());
  EXPECT_THAT(world_.Records(), SizeIs(1));
}

TEST_F(GcOrphansTest, WithoutAListWaitsTwoSecondsForTheSecondLook) {
  Add("c1", kNetns);
  world_.DeleteNamespace(kNetns);
  EXPECT_EQ(GcWithoutList().exit_code, 0);
  const auto log = world_.files().Read(World::StateDir() / "hcn-slice.log", 100'000);
  EXPECT_THAT(log.value_or(""), support::HasMatch("GC.*done in 2[0-9][0-9][0-9] ms"));
}

TEST_F(GcOrphansTest, WithoutAListRemovesWhatWasNeverAttached) {
  Call call{.netns = kNetns};
  call.disturb = [](std::string_view function, support::Moment moment) {
    if (function == "HcnCreateEndpoint" && moment == support::Moment::kAfter)
      throw support::Killed{};
  };
  EXPECT_TRUE(world_.Add(call).was_killed);
  EXPECT_EQ(GcWithoutList().exit_code, 0);
  EXPECT_TRUE(world_.IsClean());
}

TEST_F(GcOrphansTest, WithoutAListSparesAPodThatIsBackAtTheSecondLook) {
  Add("c1", kNetns);
  const std::string id = IdOf("c1").ToString();
  world_.DeleteNamespace(kNetns);
  OpensAfterListing opens;
  const auto outcome = GcWithoutList([&](std::string_view function, support::Moment moment) {
    if (opens.Count(function, moment) == 2) world_.MakeNamespace(kNetns);
  });
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_GE(opens.count, 2U) << "two looks";
  EXPECT_THAT(world_.Endpoints(), SizeIs(1));
}

TEST_F(GcOrphansTest, WithoutAListTouchesNothingUntilHcnHasSettled) {
  Add("c1", kNetns);
  world_.DeleteNamespace(kNetns);
  const auto outcome = GcWithoutList([](std::string_view function, support::Moment) {
    if (function == "HcnOpenNamespace") throw hcn::Error(function, hcn::kElementNotFound);
  });
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_THAT(world_.Endpoints(), SizeIs(1));
  EXPECT_THAT(world_.Records(), SizeIs(1));
}

TEST_F(GcOrphansTest, WithoutAListTakesAnUnknownForNoProof) {
  Add("c1", kNetns);
  world_.DeleteNamespace(kNetns);
  OpensAfterListing opens;
  const auto outcome = GcWithoutList([&](std::string_view function, support::Moment moment) {
    if (opens.Count(function, moment) > 0) throw hcn::Error(function, hcn::kRpcServerUnavailable);
  });
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(world_.Endpoints(), SizeIs(1));
  EXPECT_THAT(world_.Records(), SizeIs(1));
}

TEST_F(GcOrphansTest, WithoutAListLeavesInFlightAndASecondSweepAlone) {
  Add("c1", kNetns);
  world_.DeleteNamespace(kNetns);
  state::Locks locks(world_.files(), World::StateDir(), [] { return false; });
  {
    const auto held = locks.TryAttachment(IdOf("c1"));
    EXPECT_EQ(GcWithoutList().exit_code, 0);
    EXPECT_THAT(world_.Endpoints(), SizeIs(1));
  }
  {
    const auto held = locks.TrySweep();
    EXPECT_EQ(GcWithoutList().exit_code, 0);
    EXPECT_THAT(world_.Endpoints(), SizeIs(1));
  }
  EXPECT_EQ(GcWithoutList().exit_code, 0);
  EXPECT_THAT(world_.Endpoints(), IsEmpty());
}

// C-S-07
TEST_F(GcOrphansTest, SettlesRecordsThatNobodyFinished) {
  Put("10.200.42.9~" + IdOf("c9").ToString() + ".json", "");
  Put("10.200.42.10~" + IdOf("c10").ToString() + ".json", R"({"version": 1, "kind": "att)");
  EXPECT_EQ(world_.Gc({}).exit_code, 0);
  EXPECT_THAT(world_.Records(), IsEmpty());
}

TEST_F(GcOrphansTest, SettlesUnfinishedRecordsWithoutAListToo) {
  Put("10.200.42.9~" + IdOf("c9").ToString() + ".json", "");
  EXPECT_EQ(GcWithoutList().exit_code, 0);
  EXPECT_THAT(world_.Records(), IsEmpty());
}

// Found by docs/model: the wait of a sweep has to be under the attachment's lock.
TEST_F(GcOrphansTest, SeesWhatAnAddAskedForThatDiedSinceTheFirstLook) {
  Put("10.200.42.9~" + IdOf("c1").ToString() + ".json", "");
  Call dying{.netns = kOtherNetns};
  dying.disturb = [](std::string_view function, support::Moment moment) {
    if (function == "HcnCreateEndpoint" && moment == support::Moment::kBefore)
      throw support::Killed{.is_finished_late = true};
  };
  Call gc;
  unsigned naps = 0;
  gc.while_it_sleeps = [&] {
    ++naps;
    if (naps == 2) world_.FinishLateCalls();
    if (naps != 1) return;
    EXPECT_TRUE(world_.Add(dying).was_killed);
    world_.DeleteNamespace(kOtherNetns);
  };
  EXPECT_EQ(world_.RunAs("GC", gc).exit_code, 0);
  world_.FinishLateCalls();
  EXPECT_TRUE(world_.IsClean());
}

TEST_F(GcOrphansTest, KeepsARecordOfANewerForm) {
  const std::string name = "10.200.42.9~" + IdOf("c9").ToString() + ".json";
  const std::string content = R"({"version": 99, "kind": "attachment", "of": "the future"})";
  Put(name, content);
  EXPECT_EQ(world_.Gc({}).exit_code, 0);
  EXPECT_EQ(GcWithoutList().exit_code, 0);
  EXPECT_EQ(world_.files().Read(Folder() / name, 1000), content);
  EXPECT_THAT(world_.files().List(World::StateDir() / "quarantine"), SizeIs(2))
      << "a copy, and the reason";
  world_.set_loose_at_end();
}

TEST_F(GcOrphansTest, NeverTouchesReservedAndRestingRecords) {
  for (const auto kind : {state::RecordKind::kReserved, state::RecordKind::kResting}) {
    state::Record record;
    record.kind = kind;
    record.name.id = hcn::Guid::FromName({}, std::to_string(static_cast<int>(kind)));
    record.name.addresses = {*ipam::IpAddress::Parse(
        kind == state::RecordKind::kReserved ? "10.200.42.9" : "10.200.42.10")};
    record.network_name = "overlay";
    record.reason = "the test says so";
    Put(record.name.ToString(), ToContent(record));
  }
  EXPECT_EQ(world_.Gc({}).exit_code, 0);
  EXPECT_EQ(GcWithoutList().exit_code, 0);
  EXPECT_THAT(world_.Records(), SizeIs(2));
  world_.set_loose_at_end();
}

TEST_F(GcOrphansTest, RemovesStrayTemporariesAndNothingElseThatIsNoRecord) {
  Add("c1", kNetns);
  Put(world_.Records()[0] + ".tmp-" + hcn::Guid::Random().ToString(), "half");
  world_.files().Write(World::StateDir() / "readme.txt", "mine");
  EXPECT_EQ(world_.Gc({{"c1", "eth0"}}).exit_code, 0);
  EXPECT_THAT(world_.Records(), SizeIs(1));
  EXPECT_EQ(world_.files().Read(World::StateDir() / "readme.txt", 10), "mine");
}

// C-L-09
TEST_F(GcOrphansTest, DeletesTheNamespaceThatWeMadeAndNoOther) {
  constexpr const char* kOurs = "33333333-2222-4333-8444-555555555555";
  Add("c1", kOurs);
  Add("c2", kNetns);
  ASSERT_THAT(world_.Namespaces(), SizeIs(3));
  EXPECT_EQ(world_.Gc({}).exit_code, 0);
  EXPECT_TRUE(world_.IsClean());
  EXPECT_THAT(world_.Namespaces(), SizeIs(2));
}

}  // namespace
}  // namespace plugin
