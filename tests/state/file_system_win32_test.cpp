#include <windows.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sddl.h>

#include <thread>

#include "conf/text.h"
#include "state/file_access_win32.h"
#include "state/file_system.h"
#include "tests/contract/file_system_contract.h"
#include "tests/support/temporary_folder.h"
#include "win32/handle.h"

namespace state {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Optional;
using testing::UnorderedElementsAre;

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
                             "win32", [] { return std::make_unique<RealWorld>(); }}),
                         [](const auto& kind) { return kind.param.name; });

template <typename Function>
std::string ErrorOf(const Function& function) {
  try {
    function();
  } catch (const FileError& error) {
    return error.what();
  }
  return "(no error)";
}

class Win32FileSystemTest : public testing::Test {
 protected:
  RealWorld world_;
  std::filesystem::path root_ = world_.root();
  std::unique_ptr<FileSystem> files_ = MakeFileSystem();
};

// As a program opens a file that lets nobody else in.
win32::Handle OpenForOneself(const std::filesystem::path& file) {
  win32::Handle handle(
      CreateFileW(file.c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_ALWAYS, 0, nullptr));
  EXPECT_TRUE(handle.is_open()) << GetLastError();
  return handle;
}

TEST_F(Win32FileSystemTest, GivesAPathTheFormWithoutALimit) {
  EXPECT_EQ(LongForm(L"C:/state/./records/../lock"), LR"(\\?\C:\state\lock)");
  EXPECT_EQ(LongForm(LR"(\\server\share\state)"), LR"(\\?\UNC\server\share\state)");
  EXPECT_EQ(LongForm(LR"(\\?\C:\state)"), LR"(\\?\C:\state)");
}

TEST_F(Win32FileSystemTest, WorksInALongPathWithAnyLetters) {
  std::filesystem::path folder = root_ / conf::ToPath(
                                             "Z\xc3\xbc"
                                             "rich \xe2\x82\xac \xf0\x9f\x90\x8b");
  for (int i = 0; i < 8; ++i) folder /= std::string(60, 'x');
  files_->MakeFolders(folder);
  const std::string name = "\xc3\xa4\xe6\xbc\xa2.json";
  const std::filesystem::path file = folder / conf::ToPath(name);
  EXPECT_TRUE(files_->CreateExclusively(file));
  files_->Write(file, "x");
  files_->Append(file, "y");
  files_->FlushFolder(folder);
  EXPECT_THAT(files_->Read(file, 10), Optional(std::string("xy")));
  EXPECT_THAT(files_->List(folder), UnorderedElementsAre(name));
  EXPECT_TRUE(files_->TryLock({folder / "lock", 1}));
  files_->Rename(file, folder / "plain");
  EXPECT_TRUE(files_->Remove(folder / "plain"));
  EXPECT_TRUE(files_->Remove(folder / "lock"));
}

TEST_F(Win32FileSystemTest, NamesAFileInUtf8) {
  const std::string name = "\xe2\x82\xac";
  EXPECT_THAT(ErrorOf([&] { files_->Write(root_ / "none" / conf::ToPath(name), "x"); }),
              HasSubstr(name));
}

TEST_F(Win32FileSystemTest, SaysWhatItDidWithWhatAndWhatTheSystemSaid) {
  EXPECT_THAT(
      ErrorOf([&] { files_->Rename(root_ / "none", root_ / "other"); }),
      AllOf(HasSubstr("rename to"), HasSubstr((root_ / "other").string()), HasSubstr("(error 2)")));
  files_->Write(root_ / "file", "x");
  EXPECT_THAT(ErrorOf([&] { (void)files_->List(root_ / "file"); }),
              AllOf(HasSubstr("open the folder"), HasSubstr((root_ / "file").string())));
}

TEST_F(Win32FileSystemTest, WaitsAMomentForAFileThatSomebodyKeepsToHimself) {
  files_->Write(root_ / "file", "content");
  files_->Write(root_ / "new", "new");
  for (const char* name : {"file", "new"}) {
    win32::Handle scanner = OpenForOneself(root_ / name);
    std::thread done([&scanner] {
      Sleep(30);
      scanner = win32::Handle();
    });
    if (std::string(name) == "file") {
      EXPECT_THAT(files_->Read(root_ / "file", 100), Optional(std::string("content")));
    } else {
      files_->Rename(root_ / "new", root_ / "file");
    }
    done.join();
  }
  EXPECT_THAT(files_->Read(root_ / "file", 100), Optional(std::string("new")));
}

TEST_F(Win32FileSystemTest, GivesUpOnAFileThatIsNeverFree) {
  const win32::Handle scanner = OpenForOneself(root_ / "file");
  EXPECT_THAT(ErrorOf([&] { (void)files_->Read(root_ / "file", 100); }), HasSubstr("(error 32)"));
}

TEST_F(Win32FileSystemTest, RefusesAnOffsetThatNoFileHas) {
  EXPECT_THROW((void)files_->TryLock({root_ / "lock", ~std::uint64_t{0}}), FileError);
}

// A folder with an access list, as SDDL writes it.
std::filesystem::path FolderWith(const std::filesystem::path& folder, const wchar_t* list) {
  SECURITY_ATTRIBUTES security{sizeof(SECURITY_ATTRIBUTES), nullptr, FALSE};
  EXPECT_NE(ConvertStringSecurityDescriptorToSecurityDescriptorW(
                list, SDDL_REVISION_1, &security.lpSecurityDescriptor, nullptr),
            0);
  EXPECT_NE(CreateDirectoryW(folder.c_str(), &security), 0);
  // Once more: Wine subtracts its umask from what is made.
  EXPECT_NE(
      SetFileSecurityW(folder.c_str(), DACL_SECURITY_INFORMATION, security.lpSecurityDescriptor),
      0);
  LocalFree(security.lpSecurityDescriptor);
  return folder;
}

TEST_F(Win32FileSystemTest, TrustsWhatItMadeAndWhatIsNotThere) {
  EXPECT_NO_THROW(files_->MustBeSafe(root_ / "none"));
  files_->MakeFolders(root_ / "made");
  EXPECT_NO_THROW(files_->MustBeSafe(root_ / "made"));
  EXPECT_NO_THROW(files_->MustBeSafe(FolderWith(root_ / "read", L"D:P(A;;FA;;;BA)(A;;FRFX;;;WD)")));
}

TEST_F(Win32FileSystemTest, TrustsNoFolderThatOthersMayWriteTo) {
  const auto folder = FolderWith(root_ / "open", L"D:P(A;OICI;FA;;;SY)(A;OICI;FRFWFX;;;WD)");
  EXPECT_THAT(ErrorOf([&] { files_->MustBeSafe(folder); }),
              AllOf(HasSubstr(conf::ToUtf8(folder)), HasSubstr("S-1-1-0"),
                    HasSubstr("may write to it"), HasSubstr("icacls")));
}

TEST_F(Win32FileSystemTest, TrustsNoFileInThePlaceOfAFolder) {
  files_->Write(root_ / "file", "x");
  EXPECT_THAT(ErrorOf([&] { files_->MustBeSafe(root_ / "file"); }), HasSubstr("no folder"));
}

TEST_F(Win32FileSystemTest, PassesNoLockFileToChildren) {
  const auto opened = Open(root_ / "lock", {GENERIC_READ, OPEN_ALWAYS});
  DWORD flags = 0;
  ASSERT_NE(GetHandleInformation(opened.handle.value(), &flags), 0);
  EXPECT_EQ(flags & HANDLE_FLAG_INHERIT, 0U);
}

}  // namespace
}  // namespace state
