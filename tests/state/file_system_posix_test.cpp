#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <functional>

#include "state/file_system.h"
#include "tests/contract/file_system_contract.h"
#include "tests/support/temporary_folder.h"

namespace state {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class RealWorld : public contract::FileSystemWorld {
 public:
  [[nodiscard]] std::filesystem::path root() const override { return folder_.path(); }
  [[nodiscard]] std::unique_ptr<FileSystem> NewProcess() override { return MakeFileSystem(); }

 private:
  support::TemporaryFolder folder_;
};

using contract::FileSystemContract;
INSTANTIATE_TEST_SUITE_P(Real, FileSystemContract,
                         testing::Values(contract::FileSystemKind{
                             "posix", [] { return std::make_unique<RealWorld>(); }}),
                         [](const auto& kind) { return kind.param.name; });

mode_t ModeOf(const std::filesystem::path& path) {
  struct stat status {};
  EXPECT_EQ(lstat(path.c_str(), &status), 0) << path;
  return status.st_mode & 0777U;
}

template <typename Function>
std::string ErrorOf(const Function& function) {
  try {
    function();
  } catch (const FileError& error) {
    return error.what();
  }
  return "(no error)";
}

class PosixFileSystemTest : public testing::Test {
 protected:
  RealWorld world_;
  std::filesystem::path root_ = world_.root();
  std::unique_ptr<FileSystem> files_ = MakeFileSystem();
};

// A child that takes the lock and keeps it until it is told to go, or is killed.
class LockHolder {
 public:
  explicit LockHolder(const LockRange& range) {
    EXPECT_EQ(pipe2(ready_.data(), O_CLOEXEC), 0);
    child_ = fork();
    if (child_ != 0) {
      char byte = 0;
      got_it_ = read(ready_[0], &byte, 1) == 1 && byte == 'y';
      return;
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const auto lock = MakeFileSystem()->TryLock(range);
    (void)!write(ready_[1], lock ? "y" : "n", 1);
    for (;;) pause();
  }
  ~LockHolder() {
    Kill();
    for (const int end : ready_) close(end);
  }
  LockHolder(const LockHolder&) = delete;
  LockHolder& operator=(const LockHolder&) = delete;

  void Kill() {
    if (child_ <= 0) return;
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
    child_ = -1;
  }
  [[nodiscard]] bool got_it() const { return got_it_; }

 private:
  std::array<int, 2> ready_{};
  pid_t child_ = -1;
  bool got_it_ = false;
};

// C-S-03
TEST_F(PosixFileSystemTest, KeepsALockFromOtherProcessesUntilTheHolderIsKilled) {
  LockHolder holder({root_ / "lock", 3});
  ASSERT_TRUE(holder.got_it());
  EXPECT_FALSE(files_->TryLock({root_ / "lock", 3}));
  EXPECT_TRUE(files_->TryLock({root_ / "lock", 4}));
  holder.Kill();
  EXPECT_TRUE(files_->TryLock({root_ / "lock", 3}));
}

TEST_F(PosixFileSystemTest, KeepsALockFromChildrenOfTheHolder) {
  const auto lock = files_->TryLock({root_ / "lock", 3});
  EXPECT_FALSE(LockHolder({root_ / "lock", 3}).got_it());
  EXPECT_TRUE(LockHolder({root_ / "lock", 5}).got_it());
}

TEST_F(PosixFileSystemTest, KeepsEverythingFromOtherUsers) {
  const mode_t before = umask(0);
  files_->MakeFolders(root_ / "a/b");
  files_->Write(root_ / "written", "x");
  files_->Append(root_ / "appended", "x");
  (void)files_->CreateExclusively(root_ / "created");
  (void)files_->TryLock({root_ / "locks/lock", 0});
  umask(before);
  for (const char* folder : {"a", "a/b", "locks"}) EXPECT_EQ(ModeOf(root_ / folder), 0700U);
  for (const char* file : {"written", "appended", "created", "locks/lock"}) {
    EXPECT_EQ(ModeOf(root_ / file), 0600U) << file;
  }
}

TEST_F(PosixFileSystemTest, FollowsNoSymbolicLinkInThePlaceOfAFile) {
  files_->Write(root_ / "target", "secret");
  std::filesystem::create_symlink(root_ / "target", root_ / "link");
  EXPECT_THROW((void)files_->Read(root_ / "link", 100), FileError);
  EXPECT_THROW((void)files_->Size(root_ / "link"), FileError);
  EXPECT_THROW(files_->Write(root_ / "link", "x"), FileError);
  EXPECT_THROW(files_->Append(root_ / "link", "x"), FileError);
  EXPECT_THROW((void)files_->TryLock({root_ / "link", 0}), FileError);
  EXPECT_FALSE(files_->CreateExclusively(root_ / "link"));
  EXPECT_EQ(files_->Read(root_ / "target", 100), "secret");
}

TEST_F(PosixFileSystemTest, WorksInAFolderBehindASymbolicLink) {
  files_->MakeFolders(root_ / "real");
  std::filesystem::create_directory_symlink(root_ / "real", root_ / "link");
  files_->MakeFolders(root_ / "link/below");
  files_->Write(root_ / "link/below/file", "x");
  files_->FlushFolder(root_ / "link");
  EXPECT_EQ(files_->Read(root_ / "real/below/file", 1), "x");
}

class PosixSafety : public PosixFileSystemTest {
 protected:
  PosixSafety() { files_->MakeFolders(folder_); }

  [[nodiscard]] std::string Complaint() {
    return ErrorOf([&] { files_->MustBeSafe(folder_); });
  }

  std::filesystem::path folder_ = root_ / "state";
};

TEST_F(PosixSafety, IsThatOfAFolderThatWeMadeOrThatIsNotThere) {
  EXPECT_EQ(Complaint(), "(no error)");
  std::filesystem::remove(folder_);
  EXPECT_EQ(Complaint(), "(no error)");
}

TEST_F(PosixSafety, IsThatOfAFolderThatOthersMayOnlyRead) {
  chmod(folder_.c_str(), 0755);
  EXPECT_EQ(Complaint(), "(no error)");
}

TEST_F(PosixSafety, IsGoneWhereEverybodyMayWrite) {
  for (const mode_t mode : {0777U, 01777U, 0702U}) {
    chmod(folder_.c_str(), mode);
    EXPECT_THAT(Complaint(), AllOf(HasSubstr(folder_.string()), HasSubstr("others may write")));
  }
}

TEST_F(PosixSafety, IsNotThatOfALinkOrAFile) {
  std::filesystem::rename(folder_, root_ / "elsewhere");
  std::filesystem::create_directory_symlink(root_ / "elsewhere", folder_);
  EXPECT_THAT(Complaint(), HasSubstr("symbolic link"));
  std::filesystem::remove(folder_);
  std::filesystem::create_symlink("/nowhere", folder_);
  EXPECT_THAT(Complaint(), HasSubstr("symbolic link"));
  std::filesystem::remove(folder_);
  files_->Write(folder_, "x");
  EXPECT_THAT(Complaint(), HasSubstr("no folder"));
}

TEST_F(PosixSafety, IsGoneWhereAnotherUserOrGroupHasTheFolder) {
  constexpr unsigned kSomebody = 65534;
  if (geteuid() != 0) GTEST_SKIP() << "only root gives folders away";
  ASSERT_EQ(chown(folder_.c_str(), 0, kSomebody), 0);
  EXPECT_EQ(Complaint(), "(no error)");
  chmod(folder_.c_str(), 0770);
  EXPECT_THAT(Complaint(), HasSubstr("others may write"));
  ASSERT_EQ(chown(folder_.c_str(), 0, 0), 0);
  EXPECT_EQ(Complaint(), "(no error)") << "root's own group";
  ASSERT_EQ(chown(folder_.c_str(), kSomebody, 0), 0);
  EXPECT_THAT(Complaint(), HasSubstr("belongs to user 65534"));
}

TEST_F(PosixFileSystemTest, DoesNotWaitForTheOtherEndOfAFifo) {
  ASSERT_EQ(mkfifo((root_ / "fifo").c_str(), 0600), 0);
  EXPECT_THROW((void)files_->Read(root_ / "fifo", 100), FileError);
  EXPECT_THROW(files_->Write(root_ / "fifo", "x"), FileError);
}

// C-A-09
TEST_F(PosixFileSystemTest, LeavesNoFileOpenForProgramsThatItStarts) {
  const auto lock = files_->TryLock({root_ / "lock", 0});
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code vanished;
    if (std::filesystem::read_symlink(entry.path(), vanished) != root_ / "lock") continue;
    const int flags = fcntl(std::stoi(entry.path().filename().string()), F_GETFD);
    EXPECT_NE(flags & FD_CLOEXEC, 0);
  }
}

TEST_F(PosixFileSystemTest, SaysWhatItDidWithWhatAndWhatTheSystemSaid) {
  files_->Write(root_ / "file", "x");
  EXPECT_THAT(ErrorOf([&] { (void)files_->List(root_ / "file"); }),
              AllOf(HasSubstr("open the folder"), HasSubstr((root_ / "file").string()),
                    HasSubstr("Not a directory")));
  EXPECT_THAT(ErrorOf([&] { files_->Rename(root_ / "none", root_ / "other"); }),
              AllOf(HasSubstr("rename to"), HasSubstr((root_ / "other").string()),
                    HasSubstr("No such file or directory")));
}

TEST_F(PosixFileSystemTest, NamesEveryOperationThatCannotBeDone) {
  files_->Write(root_ / "file", "x");
  const std::filesystem::path below = root_ / "file" / "x";
  const std::vector<std::pair<std::string, std::function<void()>>> operations{
      {"examine", [&] { (void)files_->Size(below); }},
      {"examine", [&] { files_->MustBeSafe(below); }},
      {"open", [&] { (void)files_->Read(below, 1); }},
      {"create", [&] { (void)files_->CreateExclusively(below); }},
      {"open for writing", [&] { files_->Write(below, "x"); }},
      {"open for writing", [&] { files_->WriteUnflushed(below, "x"); }},
      {"open for writing", [&] { files_->Append(below, "x"); }},
      {"remove", [&] { files_->Remove(below); }},
      {"make the folder", [&] { files_->MakeFolders(below); }},
      {"open the folder", [&] { files_->FlushFolder(below); }},
      {"open the folder", [&] { (void)files_->List(below); }},
      {"open the lock file", [&] {
         (void)files_->TryLock({below, 0});
       }}};
  for (const auto& [words, operation] : operations) {
    EXPECT_THAT(ErrorOf(operation), AllOf(HasSubstr("cannot " + words + " " + below.string()),
                                          HasSubstr("Not a directory")));
  }
  EXPECT_THAT(ErrorOf([&] { files_->MakeFolders(root_ / "file"); }), HasSubstr("make the folder"));
}

TEST_F(PosixFileSystemTest, RefusesAnOffsetThatNoFileHas) {
  EXPECT_THROW((void)files_->TryLock({root_ / "lock", ~std::uint64_t{0}}), FileError);
}

}  // namespace
}  // namespace state
