#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/plugin/node.h"

// A record that somebody, or the disk, has damaged.

namespace plugin {
namespace {

using support::Call;
using support::Outcome;
using support::World;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

struct Damage {
  std::string name;
  std::string content;
  bool is_copied = true;
  bool is_unfinished = false;
};
void PrintTo(const Damage& damage, std::ostream* out) { *out << damage.name; }

// A record whose content was damaged, of a pod that is live.
class DamagedRecord : public testing::TestWithParam<Damage> {
 protected:
  DamagedRecord() {
    Start(world_, pod_);
    file_ = "records/" + world_.Records()[0];
    world_.files().Write(World::StateDir() / file_, GetParam().content);
  }

  World world_;
  Call pod_ = OnTheSmallestSlice(1);
  std::string file_;
};

INSTANTIATE_TEST_SUITE_P(
    Each, DamagedRecord,
    testing::Values(Damage{"Empty", "", false, true},
                    Damage{"Truncated", R"({"version": 1, "k)", true, true},
                    Damage{"Zeroes", std::string(512, '\0'), true, true},
                    Damage{"NoObject", "[1, 2]"},
                    Damage{"NotOurs", R"({"ip": "10.200.42.2", "pod": "web"})"},
                    Damage{"Newer", R"({"version": 2, "kind": "attachment", "more": [1]})"},
                    Damage{"Huge", std::string(100'000, 'x')}),
    [](const auto& damage) { return damage.param.name; });

// C-S-07
TEST_P(DamagedRecord, KeepsReserving) {
  const Outcome outcome = world_.Add(OnTheSmallestSlice(2));
  EXPECT_EQ(outcome.code(), 11) << outcome.output;
  EXPECT_NE(EndpointOf(world_, pod_), nullptr);
  EXPECT_EQ(ContentOf(world_, file_), GetParam().content);
}

TEST_P(DamagedRecord, IsOverwrittenByAnAddOfItsPodOnlyWhereNobodyFinishedIt) {
  EXPECT_EQ(world_.Add(pod_).code(), 101) << "it is live";
  world_.hcn().DeleteEndpoint(*hcn::Guid::Parse(IdOf(pod_)));
  Call again = pod_;
  again.netns = "11111111-2222-4333-8444-555555555555";
  const Outcome outcome = world_.Add(again);
  if (GetParam().is_unfinished) {
    EXPECT_EQ(outcome.exit_code, 0) << "nothing was made for it yet: " << outcome.output;
    return;
  }
  EXPECT_EQ(outcome.code(), 5) << outcome.output;
  EXPECT_THAT(outcome.message(), HasSubstr("DEL of this attachment settles it"));
  EXPECT_EQ(ContentOf(world_, file_), GetParam().content);
  EXPECT_EQ(world_.Del(again).exit_code, 0);
}

TEST_P(DamagedRecord, IsSettledByDel) {
  EXPECT_EQ(world_.Del(pod_).exit_code, 0);
  EXPECT_TRUE(world_.IsClean()) << world_.Dump();
  EXPECT_EQ(world_.Add(OnTheSmallestSlice(2)).exit_code, 0);
}

TEST_P(DamagedRecord, IsCopiedIntoQuarantineWithTheReason) {
  world_.Del(pod_);
  const auto names = world_.files().List(World::StateDir() / "quarantine");
  if (!GetParam().is_copied) {
    EXPECT_THAT(names, IsEmpty());
    return;
  }
  ASSERT_THAT(names, SizeIs(2));
  const auto copy = std::ranges::min(names, {}, &std::string::size);
  EXPECT_EQ(ContentOf(world_, "quarantine/" + copy), GetParam().content);
  EXPECT_THAT(ContentOf(world_, "quarantine/" + copy + ".reason"),
              StartsWith(file_.substr(file_.find('/') + 1) + " is "));
}

TEST_P(DamagedRecord, IsLeftAloneByGcWhileItsPodIsLive) {
  const Outcome outcome = world_.Tool({"gc", "--apply"}, pod_);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error << outcome.output;
  EXPECT_NE(EndpointOf(world_, pod_), nullptr);
  EXPECT_EQ(ContentOf(world_, file_), GetParam().content);
}

}  // namespace
}  // namespace plugin
