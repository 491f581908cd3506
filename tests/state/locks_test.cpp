#include "state/locks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <vector>

#include "tests/support/memory_file_system.h"

namespace state {
namespace {

using testing::AllOf;
using testing::HasSubstr;

hcn::Guid Id(std::string_view text) { return hcn::Guid::Parse(text).value(); }

const hcn::Guid kEndpoint = Id("11111111-2222-4333-8444-555555555555");
const hcn::Guid kOther = Id("11111111-2222-4333-8444-555555555556");

class LocksTest : public testing::Test {
 protected:
  // A process that waits `patience` times.
  Locks Process(int patience) {
    return Locks(files_, "/state", [this, patience]() mutable {
      ++waits_;
      return patience-- > 0;
    });
  }

  support::MemoryDisk disk_;
  support::MemoryFileSystem files_{disk_};
  int waits_ = 0;
};

TEST_F(LocksTest, AreIndependentOfEachOther) {
  Locks locks = Process(0);
  std::vector<std::unique_ptr<HeldLock>> held;
  held.push_back(locks.Attachment(kEndpoint));
  held.push_back(locks.Attachment(kOther));
  held.push_back(locks.Namespace(Id("99999999-2222-4333-8444-555555555555")));
  held.push_back(locks.Network());
  held.push_back(locks.Allocation());
  held.push_back(locks.Marker("/state/networks.json"));
  held.push_back(locks.TrySweep());
  held.push_back(locks.TryLogRotation());
  for (const auto& lock : held) EXPECT_TRUE(lock);
  EXPECT_EQ(waits_, 0);
}

TEST_F(LocksTest, AreGivenToOneProcessAtATime) {
  Locks mine = Process(0);
  Locks theirs = Process(0);
  const std::vector<std::function<std::unique_ptr<HeldLock>(Locks&)>> all{
      [](Locks& locks) { return locks.Attachment(kEndpoint); },
      [](Locks& locks) { return locks.Namespace(kOther); },
      [](Locks& locks) { return locks.Network(); }, [](Locks& locks) { return locks.Allocation(); },
      [](Locks& locks) { return locks.Marker("/elsewhere/agent_network.json"); }};
  for (const auto& take : all) {
    auto lock = take(mine);
    EXPECT_THROW((void)take(theirs), LockTimeout);
    lock.reset();
    EXPECT_TRUE(take(theirs));
  }
}

TEST_F(LocksTest, AreTriedOnceWhereNobodyWaits) {
  Locks mine = Process(0);
  Locks theirs = Process(1000);
  const auto attachment = mine.Attachment(kEndpoint);
  const auto sweep = mine.TrySweep();
  const auto rotation = mine.TryLogRotation();
  EXPECT_FALSE(theirs.TryAttachment(kEndpoint));
  EXPECT_TRUE(theirs.TryAttachment(kOther));
  EXPECT_FALSE(theirs.TrySweep());
  EXPECT_FALSE(theirs.TryLogRotation());
  EXPECT_EQ(waits_, 0);
}

TEST_F(LocksTest, AreHadAsSoonAsTheyAreFree) {
  Locks mine = Process(0);
  auto held = mine.Allocation();
  Locks patient(files_, "/state", [&] {
    if (++waits_ == 3) held.reset();
    return true;
  });
  EXPECT_TRUE(patient.Allocation());
  EXPECT_EQ(waits_, 3);
}

// C-S-04
TEST_F(LocksTest, SayWhichOneWasNotToBeHad) {
  Locks mine = Process(0);
  Locks theirs = Process(2);
  const auto held = mine.Attachment(kEndpoint);
  try {
    (void)theirs.Attachment(kEndpoint);
    FAIL() << "got the lock";
  } catch (const LockTimeout& timeout) {
    EXPECT_THAT(timeout.what(),
                AllOf(HasSubstr("endpoint " + kEndpoint.ToString()),
                      HasSubstr((std::filesystem::path("/state") / "lock").string())));
  }
  EXPECT_EQ(waits_, 3);
}

TEST_F(LocksTest, OfTheMarkerAreBesideIt) {
  Locks locks = Process(0);
  const auto held = locks.Marker("/elsewhere/agent_network.json");
  EXPECT_THAT(files_.List("/elsewhere"), testing::ElementsAre("agent_network.json.lock"));
}

TEST_F(LocksTest, OfIdsThatDifferOnlyInOnePartDoNotMeet) {
  Locks locks = Process(0);
  std::vector<std::unique_ptr<HeldLock>> held;
  for (const std::string_view id :
       {"00000001-2222-1333-8444-555555555555", "00000002-2222-1333-8444-555555555555",
        "00000001-2222-1333-8444-555555555557", "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffff00000000", "00000001-2222-1333-8445-555555555555"}) {
    held.push_back(locks.TryAttachment(Id(id)));
    EXPECT_TRUE(held.back()) << id;
  }
  EXPECT_TRUE(locks.Allocation());
}

// A node may run two releases at once during an upgrade: they must mean the same byte.
TEST_F(LocksTest, AreAtTheBytesThatTheFormatNames) {
  const std::uint64_t ids = std::uint64_t{1} << 62;
  const std::vector<std::pair<std::uint64_t, std::function<std::unique_ptr<HeldLock>(Locks&)>>> all{
      {0, [](Locks& locks) { return locks.Allocation(); }},
      {1, [](Locks& locks) { return locks.Network(); }},
      {2, [](Locks& locks) { return locks.TrySweep(); }},
      {3, [](Locks& locks) { return locks.TryLogRotation(); }},
      {ids + 0x1555444477771666, [](Locks& locks) { return locks.Attachment(kEndpoint); }}};
  Locks locks = Process(0);
  for (const auto& [offset, take] : all) {
    const auto held = take(locks);
    EXPECT_TRUE(held);
    EXPECT_FALSE(files_.TryLock({"/state/lock", offset})) << offset;
  }
}

}  // namespace
}  // namespace state
