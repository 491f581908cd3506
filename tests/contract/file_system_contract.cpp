#include "tests/contract/file_system_contract.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace contract {
namespace {

using state::FileError;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Optional;
using testing::UnorderedElementsAre;

constexpr std::size_t kAnySize = 1 << 20;

template <typename Function>
std::string ErrorOf(const Function& function) {
  try {
    function();
  } catch (const FileError& error) {
    return error.what();
  }
  return "(no error)";
}

TEST_P(FileSystemContract, HasNoFileAtFirst) {
  EXPECT_EQ(files_->Read(root_ / "file", kAnySize), std::nullopt);
  EXPECT_EQ(files_->Size(root_ / "file"), std::nullopt);
  EXPECT_FALSE(files_->Remove(root_ / "file"));
  EXPECT_THAT(files_->List(root_), IsEmpty());
}

TEST_P(FileSystemContract, FindsNothingInAFolderThatIsNotThere) {
  EXPECT_THAT(files_->List(root_ / "none"), IsEmpty());
  EXPECT_EQ(files_->Read(root_ / "none/file", kAnySize), std::nullopt);
  EXPECT_EQ(files_->Size(root_ / "none/file"), std::nullopt);
  EXPECT_FALSE(files_->Remove(root_ / "none/file"));
}

TEST_P(FileSystemContract, MakesAFolderWithItsParentsOnce) {
  files_->MakeFolders(root_ / "a/b/c");
  files_->MakeFolders(root_ / "a/b/c");
  files_->Write(root_ / "a/b/c/file", "x");
  EXPECT_THAT(files_->List(root_ / "a/b/c"), UnorderedElementsAre("file"));
  EXPECT_THAT(files_->List(root_ / "a"), UnorderedElementsAre("b"));
}

TEST_P(FileSystemContract, MakesNoFolderWhereAFileIs) {
  files_->Write(root_ / "taken", "x");
  EXPECT_THAT(ErrorOf([&] { files_->MakeFolders(root_ / "taken"); }), HasSubstr("taken"));
  EXPECT_THROW(files_->MakeFolders(root_ / "taken/below"), FileError);
}

TEST_P(FileSystemContract, ReadsInAnyProcessWhatOneWrote) {
  const std::string content("line\r\n\0\xff end", 13);
  files_->Write(root_ / "file", content);
  EXPECT_THAT(world_->NewProcess()->Read(root_ / "file", kAnySize), Optional(content));
  EXPECT_THAT(files_->Size(root_ / "file"), Optional(content.size()));
}

TEST_P(FileSystemContract, ReplacesTheWholeContent) {
  files_->Write(root_ / "file", "a long content");
  files_->Write(root_ / "file", "short");
  EXPECT_THAT(files_->Read(root_ / "file", kAnySize), Optional(std::string("short")));
  files_->WriteUnflushed(root_ / "file", "");
  EXPECT_THAT(files_->Read(root_ / "file", kAnySize), Optional(std::string()));
  EXPECT_THAT(files_->Size(root_ / "file"), Optional(0U));
}

TEST_P(FileSystemContract, WritesNoFileIntoAFolderThatIsNotThere) {
  const auto file = root_ / "none/file";
  EXPECT_THAT(ErrorOf([&] { files_->Write(file, "x"); }), HasSubstr(file.string()));
  EXPECT_THAT(ErrorOf([&] { files_->Append(file, "x"); }), HasSubstr(file.string()));
  EXPECT_THAT(ErrorOf([&] { (void)files_->CreateExclusively(file); }), HasSubstr(file.string()));
}

TEST_P(FileSystemContract, ReadsAFileOfJustTheMostBytesAndNoneThatIsLarger) {
  files_->Write(root_ / "file", "12345");
  EXPECT_THAT(files_->Read(root_ / "file", 5), Optional(std::string("12345")));
  EXPECT_THAT(ErrorOf([&] { (void)files_->Read(root_ / "file", 4); }),
              HasSubstr((root_ / "file").string()));
  EXPECT_THROW((void)files_->Read(root_ / "file", 0), FileError);
}

TEST_P(FileSystemContract, ReadsALargeFile) {
  const std::string content(300000, 'x');
  files_->Write(root_ / "file", content);
  EXPECT_THAT(files_->Read(root_ / "file", kAnySize), Optional(content));
}

TEST_P(FileSystemContract, TakesNoFolderForAFile) {
  files_->MakeFolders(root_ / "folder");
  EXPECT_THROW((void)files_->Read(root_ / "folder", kAnySize), FileError);
  EXPECT_THROW((void)files_->Size(root_ / "folder"), FileError);
  EXPECT_THROW(files_->Write(root_ / "folder", "x"), FileError);
  EXPECT_THROW(files_->Remove(root_ / "folder"), FileError);
  EXPECT_THROW((void)files_->TryLock({root_ / "folder", 0}), FileError);
}

TEST_P(FileSystemContract, TakesNoFileForAFolder) {
  files_->Write(root_ / "file", "x");
  EXPECT_THROW((void)files_->List(root_ / "file"), FileError);
}

TEST_P(FileSystemContract, CreatesAnEmptyFileOnlyWhereNoneIs) {
  EXPECT_TRUE(files_->CreateExclusively(root_ / "file"));
  EXPECT_THAT(files_->Size(root_ / "file"), Optional(0U));
  files_->Write(root_ / "file", "content");
  EXPECT_FALSE(world_->NewProcess()->CreateExclusively(root_ / "file"));
  EXPECT_THAT(files_->Read(root_ / "file", kAnySize), Optional(std::string("content")));
}

TEST_P(FileSystemContract, LetsExactlyOneOfManyCreateAName) {
  std::atomic<int> winners = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const auto process = world_->NewProcess();
      for (int name = 0; name < 20; ++name) {
        if (process->CreateExclusively(root_ / std::to_string(name))) ++winners;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(winners, 20);
}

TEST_P(FileSystemContract, AppendsWholeLinesOfMany) {
  const std::string line(200, 'x');
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      const auto process = world_->NewProcess();
      for (int n = 0; n < 25; ++n) process->Append(root_ / "log", line + "\n");
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::string expected;
  for (int n = 0; n < 100; ++n) expected += line + "\n";
  EXPECT_THAT(files_->Read(root_ / "log", kAnySize), Optional(expected));
}

TEST_P(FileSystemContract, RenamesOverWhatHadTheName) {
  files_->Write(root_ / "new", "new");
  files_->Write(root_ / "old", "old");
  files_->Rename(root_ / "new", root_ / "old");
  EXPECT_THAT(files_->List(root_), UnorderedElementsAre("old"));
  EXPECT_THAT(files_->Read(root_ / "old", kAnySize), Optional(std::string("new")));
}

TEST_P(FileSystemContract, RenamesBetweenFolders) {
  files_->MakeFolders(root_ / "there");
  files_->Write(root_ / "file", "content");
  files_->Rename(root_ / "file", root_ / "there/moved");
  EXPECT_FALSE(files_->Size(root_ / "file"));
  EXPECT_THAT(files_->Read(root_ / "there/moved", kAnySize), Optional(std::string("content")));
}

TEST_P(FileSystemContract, RenamesNothingThatIsNotThereAndNamesBoth) {
  const std::string error = ErrorOf([&] { files_->Rename(root_ / "from", root_ / "to"); });
  EXPECT_THAT(error, HasSubstr((root_ / "from").string()));
}

TEST_P(FileSystemContract, RemovesAFileOnce) {
  files_->Write(root_ / "file", "x");
  EXPECT_TRUE(files_->Remove(root_ / "file"));
  EXPECT_FALSE(files_->Remove(root_ / "file"));
  EXPECT_THAT(files_->List(root_), IsEmpty());
}

TEST_P(FileSystemContract, FlushesOnlyAFolderThatIsThere) {
  files_->FlushFolder(root_);
  EXPECT_THAT(ErrorOf([&] { files_->FlushFolder(root_ / "none"); }),
              HasSubstr((root_ / "none").string()));
}

TEST_P(FileSystemContract, ListsEveryNameOfManyOnce) {
  std::vector<std::string> names;
  for (int i = 0; i < 2000; ++i) names.push_back("10.0.0." + std::to_string(i) + "~name.json");
  for (const std::string& name : names) (void)files_->CreateExclusively(root_ / name);
  EXPECT_THAT(files_->List(root_), testing::UnorderedElementsAreArray(names));
}

TEST_P(FileSystemContract, GivesALockToOneHolderAtATime) {
  const auto other = world_->NewProcess();
  auto lock = files_->TryLock({root_ / "lock", 7});
  ASSERT_TRUE(lock);
  EXPECT_FALSE(other->TryLock({root_ / "lock", 7}));
  lock.reset();
  EXPECT_TRUE(other->TryLock({root_ / "lock", 7}));
}

TEST_P(FileSystemContract, GivesALockToOneHolderInAProcessToo) {
  auto lock = files_->TryLock({root_ / "lock", 7});
  EXPECT_FALSE(files_->TryLock({root_ / "lock", 7}));
  EXPECT_FALSE(files_->TryLock({root_ / "lock", 7}));
  lock.reset();
  EXPECT_TRUE(files_->TryLock({root_ / "lock", 7}));
}

TEST_P(FileSystemContract, KeepsTheOtherLocksOfAFileWhenOneIsGivenBack) {
  const auto other = world_->NewProcess();
  const auto kept = files_->TryLock({root_ / "lock", 1});
  (void)files_->TryLock({root_ / "lock", 2});
  (void)files_->Read(root_ / "lock", kAnySize);
  EXPECT_FALSE(other->TryLock({root_ / "lock", 1}));
  EXPECT_TRUE(other->TryLock({root_ / "lock", 2}));
}

TEST_P(FileSystemContract, LocksEachByteOfEachFileByItself) {
  constexpr std::uint64_t kLast = (std::uint64_t{1} << 63) - 1;
  std::vector<std::unique_ptr<state::HeldLock>> locks;
  for (const std::uint64_t offset :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1} << 62, kLast - 1, kLast}) {
    for (const char* name : {"lock", "other.lock"}) {
      locks.push_back(files_->TryLock({root_ / name, offset}));
      EXPECT_TRUE(locks.back()) << name << " " << offset;
      EXPECT_FALSE(world_->NewProcess()->TryLock({root_ / name, offset}));
    }
  }
}

TEST_P(FileSystemContract, MakesTheLockFileAndItsFolders) {
  EXPECT_TRUE(files_->TryLock({root_ / "a/b/lock", 0}));
  EXPECT_THAT(files_->List(root_ / "a/b"), UnorderedElementsAre("lock"));
}

}  // namespace
}  // namespace contract
