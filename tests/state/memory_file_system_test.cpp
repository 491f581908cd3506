#include "tests/support/memory_file_system.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "tests/contract/file_system_contract.h"

namespace support {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

class MemoryWorld : public contract::FileSystemWorld {
 public:
  MemoryWorld() { MemoryFileSystem(disk_).MakeFolders("/state"); }

  [[nodiscard]] std::filesystem::path root() const override { return "/state"; }
  [[nodiscard]] std::unique_ptr<state::FileSystem> NewProcess() override {
    return std::make_unique<MemoryFileSystem>(disk_);
  }

 private:
  MemoryDisk disk_;
};

using contract::FileSystemContract;
INSTANTIATE_TEST_SUITE_P(Memory, FileSystemContract,
                         testing::Values(contract::FileSystemKind{
                             "memory", [] { return std::make_unique<MemoryWorld>(); }}),
                         [](const auto& kind) { return kind.param.name; });

class MemoryFileSystemTest : public testing::Test {
 protected:
  MemoryFileSystemTest() { files_.MakeFolders("/state"); }

  std::optional<std::string> Content() { return files_.Read("/state/file", 100); }

  MemoryDisk disk_;
  MemoryFileSystem files_{disk_};
};

TEST_F(MemoryFileSystemTest, KeepsAFileThatWasFlushedWithItsName) {
  files_.Write("/state/file", "content");
  files_.FlushFolder("/state");
  disk_.PowerLoss();
  EXPECT_THAT(Content(), Optional(std::string("content")));
}

TEST_F(MemoryFileSystemTest, LosesANameThatWasNotFlushed) {
  files_.Write("/state/file", "content");
  disk_.PowerLoss();
  EXPECT_EQ(Content(), std::nullopt);
}

TEST_F(MemoryFileSystemTest, MayKeepANameThatWasNotFlushed) {
  files_.Write("/state/file", "content");
  disk_.PowerLoss(UnflushedNames::kKept);
  EXPECT_THAT(Content(), Optional(std::string("content")));
}

TEST_F(MemoryFileSystemTest, LosesContentThatWasNotFlushed) {
  for (const auto& [loss, left] : {std::pair{UnflushedContent::kOld, "old"},
                                   {UnflushedContent::kEmpty, ""},
                                   {UnflushedContent::kHalf, "new con"}}) {
    files_.Write("/state/file", "old");
    files_.FlushFolder("/state");
    files_.WriteUnflushed("/state/file", "new content ..");
    disk_.PowerLoss(UnflushedNames::kLost, loss);
    EXPECT_THAT(Content(), Optional(std::string(left)));
  }
}

TEST_F(MemoryFileSystemTest, BringsBackANameThatWasRemovedOrReplacedUnflushed) {
  files_.Write("/state/file", "old");
  files_.Write("/state/gone", "gone");
  files_.FlushFolder("/state");
  files_.Write("/state/new", "new");
  files_.Rename("/state/new", "/state/file");
  files_.Remove("/state/gone");
  disk_.PowerLoss();
  EXPECT_THAT(files_.List("/state"), testing::UnorderedElementsAre("file", "gone"));
  EXPECT_THAT(Content(), Optional(std::string("old")));
}

TEST_F(MemoryFileSystemTest, LosesNothingTwice) {
  files_.WriteUnflushed("/state/file", "content");
  files_.FlushFolder("/state");
  disk_.PowerLoss(UnflushedNames::kLost, UnflushedContent::kHalf);
  disk_.PowerLoss(UnflushedNames::kLost, UnflushedContent::kEmpty);
  EXPECT_THAT(Content(), Optional(std::string("con")));
}

TEST_F(MemoryFileSystemTest, FreesEveryLockWhenThePowerGoes) {
  auto old_lock = files_.TryLock({"/state/lock", 0});
  files_.FlushFolder("/state");
  disk_.PowerLoss();
  const auto new_lock = files_.TryLock({"/state/lock", 0});
  EXPECT_TRUE(new_lock);
  old_lock.reset();
  EXPECT_FALSE(files_.TryLock({"/state/lock", 0}));
}

TEST_F(MemoryFileSystemTest, CallsTheHookAroundWhatChangesSomethingOnly) {
  std::vector<std::string> calls;
  files_.set_hook([&](std::string_view operation, const std::filesystem::path& path,
                      MemoryFileSystem::Moment moment) {
    const bool before = moment == MemoryFileSystem::Moment::kBefore;
    calls.push_back((before ? "before " : "after ") + std::string(operation) + " " + path.string());
  });
  files_.Write("/state/file", "x");
  (void)files_.Read("/state/file", 1);
  (void)files_.List("/state");
  (void)files_.Size("/state/file");
  EXPECT_THAT(calls, ElementsAre("before Write /state/file", "after Write /state/file"));
}

TEST_F(MemoryFileSystemTest, FailsBeforeOrAfterTheEffect) {
  files_.set_hook(FailAtMoment(1));
  EXPECT_THROW(files_.Write("/state/file", "x"), state::FileError);
  EXPECT_EQ(Content(), std::nullopt);
  files_.set_hook(FailAtMoment(2));
  EXPECT_THROW(files_.Write("/state/file", "x"), state::FileError);
  EXPECT_THAT(Content(), Optional(std::string("x")));
  files_.Write("/state/file", "y");
  EXPECT_THAT(Content(), Optional(std::string("y")));
}

TEST_F(MemoryFileSystemTest, IsDeadAfterAKill) {
  MemoryFileSystem victim(disk_, KillAtMoment(2));
  EXPECT_THROW(victim.Write("/state/file", "x"), Killed);
  EXPECT_THAT(Content(), Optional(std::string("x")));
  EXPECT_THROW(victim.Write("/state/file", "y"), Killed);
  EXPECT_THROW((void)victim.Read("/state/file", 10), Killed);
  EXPECT_THROW((void)victim.List("/state"), Killed);
  EXPECT_THROW(victim.Remove("/state/file"), Killed);
  EXPECT_THROW((void)victim.TryLock({"/state/lock", 0}), Killed);
  EXPECT_THAT(Content(), Optional(std::string("x")));
  EXPECT_THAT(files_.List("/state"), ElementsAre("file"));
}

TEST_F(MemoryFileSystemTest, GivesBackTheLocksOfADeadProcess) {
  for (const unsigned moment : {1U, 2U, 3U}) {
    MemoryFileSystem victim(disk_, KillAtMoment(moment));
    EXPECT_THROW(
        {
          const auto lock = victim.TryLock({"/state/lock", 0});
          victim.Write("/state/file", "x");
        },
        Killed);
    EXPECT_TRUE(files_.TryLock({"/state/lock", 0})) << moment;
  }
}

}  // namespace
}  // namespace support
