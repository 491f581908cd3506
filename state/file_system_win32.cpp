#include "state/file_system_win32.h"

#include <windows.h>

#include "conf/text.h"
#include "state/file_access_win32.h"
#include "state/folder_trust_win32.h"
#include "win32/text.h"

namespace state {
namespace {

// Owns a search that FindClose ends.
class Search {
 public:
  Search(const std::filesystem::path& pattern, WIN32_FIND_DATAW& found)
      : handle_(FindFirstFileExW(LongForm(pattern).c_str(), FindExInfoBasic, &found,
                                 FindExSearchNameMatch, nullptr, FIND_FIRST_EX_LARGE_FETCH)) {}
  Search(const Search&) = delete;
  Search& operator=(const Search&) = delete;
  ~Search() {
    if (is_open()) FindClose(handle_);
  }

  [[nodiscard]] bool is_open() const { return handle_ != INVALID_HANDLE_VALUE; }
  [[nodiscard]] bool Next(WIN32_FIND_DATAW& found) const {
    return FindNextFileW(handle_, &found) != 0;
  }

 private:
  HANDLE handle_;
};

bool IsFolder(const std::filesystem::path& path) {
  const DWORD attributes = GetFileAttributesW(LongForm(path).c_str());
  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

// A file system that has no such notion has nothing to flush.
bool MeansNothingToFlush(win32::ErrorCode code) {
  return code == ERROR_INVALID_FUNCTION || code == ERROR_NOT_SUPPORTED ||
         code == ERROR_ACCESS_DENIED || code == ERROR_INVALID_HANDLE;
}

}  // namespace

void Win32FileSystem::MakeFolders(const std::filesystem::path& folder) {
  win32::ErrorCode code = MakeFolder(folder);
  if (code == ERROR_PATH_NOT_FOUND && folder.has_relative_path()) {
    MakeFolders(folder.parent_path());
    code = MakeFolder(folder);
  }
  if (code == 0) return FlushFolder(folder.parent_path());
  // The root of a drive answers "access denied".
  if (IsFolder(folder)) return;
  ThrowWin32("make the folder", folder, code);
}

void Win32FileSystem::MustBeSafe(const std::filesystem::path& folder) {
  const Kind kind = KindOf(folder);
  if (kind == Kind::kNone) return;
  const std::string why = kind == Kind::kFolder
                              ? WhyOthersRuleIn(folder)
                              : "it is a link or no folder; name the folder that it leads to";
  if (!why.empty()) throw FileError("cannot trust the folder " + conf::ToUtf8(folder) + ": " + why);
}

void Win32FileSystem::VisitNames(const std::filesystem::path& folder, const Visitor& visit) {
  WIN32_FIND_DATAW found{};
  const Search search(folder / L"*", found);
  if (!search.is_open()) {
    const win32::ErrorCode code = GetLastError();
    if (MeansAbsent(code) && KindOf(folder) != Kind::kFile) return;
    ThrowWin32("open the folder", folder, code);
  }
  do {
    const std::wstring_view name(static_cast<const wchar_t*>(found.cFileName));
    if (name != L"." && name != L"..") visit(win32::ToUtf8(name));
  } while (search.Next(found));
  if (GetLastError() != ERROR_NO_MORE_FILES) ThrowWin32("list the folder", folder, GetLastError());
}

void Win32FileSystem::Rename(const std::filesystem::path& from, const std::filesystem::path& to) {
  const win32::ErrorCode code = Patiently([&]() -> win32::ErrorCode {
    const BOOL moved = MoveFileExW(LongForm(from).c_str(), LongForm(to).c_str(),
                                   MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH);
    return moved != 0 ? 0 : GetLastError();
  });
  if (code != 0) ThrowWin32("rename to " + conf::ToUtf8(to), from, code);
}

bool Win32FileSystem::Remove(const std::filesystem::path& file) {
  if (KindOf(file) == Kind::kFolder) ThrowWin32("remove", file, ERROR_DIRECTORY);
  const win32::ErrorCode code = Patiently([&]() -> win32::ErrorCode {
    return DeleteFileW(LongForm(file).c_str()) != 0 ? 0 : GetLastError();
  });
  if (code != 0 && !MeansAbsent(code)) ThrowWin32("remove", file, code);
  return code == 0;
}

void Win32FileSystem::FlushFolder(const std::filesystem::path& folder) {
  const win32::Handle handle(CreateFileW(LongForm(folder).c_str(), GENERIC_WRITE,
                                         FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                         nullptr, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS,
                                         nullptr));
  if (handle.is_open() && FlushFileBuffers(handle.value()) != 0) return;
  const win32::ErrorCode code = GetLastError();
  if (!MeansNothingToFlush(code)) ThrowWin32("flush the folder", folder, code);
}

std::unique_ptr<FileSystem> MakeFileSystem() { return std::make_unique<Win32FileSystem>(); }

}  // namespace state
