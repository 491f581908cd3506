#include <windows.h>

#include <array>
#include <system_error>
#include <utility>

#include "hcn/simulator/files.h"
#include "win32/handle.h"

namespace hcn::simulator {
namespace {

constexpr DWORD kShareAll = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
// No file is written so far out: what is locked there hinders nobody who reads or writes.
constexpr DWORD kFarOut = 0x40000000;

[[noreturn]] void ThrowLast(const std::filesystem::path& file, DWORD code = ::GetLastError()) {
  throw std::system_error(static_cast<int>(code), std::system_category(), file.string());
}

win32::Handle Open(const std::filesystem::path& file, DWORD access, DWORD disposition) {
  return win32::Handle(::CreateFileW(file.c_str(), access, kShareAll, nullptr, disposition,
                                     FILE_ATTRIBUTE_NORMAL, nullptr));
}

bool IsAbsence(DWORD code) { return code == ERROR_FILE_NOT_FOUND || code == ERROR_PATH_NOT_FOUND; }

// A file that another process has open right now, or that goes when the last one closes it.
bool IsInUse(DWORD code) {
  return code == ERROR_SHARING_VIOLATION || code == ERROR_ACCESS_DENIED ||
         code == ERROR_LOCK_VIOLATION || code == ERROR_USER_MAPPED_FILE;
}

// Does `work`, which says whether it succeeded, again while the file is in use, for about a second
// on a host with Windows' usual clock. The code of the last failure, or 0.
template <typename Work>
DWORD Persist(Work work) {
  constexpr int kTries = 64;
  for (int attempt = 1;; ++attempt) {
    if (work()) return ERROR_SUCCESS;
    const DWORD code = ::GetLastError();
    if (!IsInUse(code) || attempt == kTries) return code;
    ::Sleep(1);
  }
}

void WriteAll(const std::filesystem::path& file, const win32::Handle& target,
              std::string_view text) {
  DWORD written = 0;
  const auto size = static_cast<DWORD>(text.size());
  if (::WriteFile(target.value(), text.data(), size, &written, nullptr) == 0) ThrowLast(file);
  if (written != size) ThrowLast(file, ERROR_HANDLE_DISK_FULL);
}

std::string ReadAll(const std::filesystem::path& file, const win32::Handle& source) {
  std::string text;
  std::array<char, 8192> buffer{};
  while (true) {
    DWORD got = 0;
    if (::ReadFile(source.value(), buffer.data(), buffer.size(), &got, nullptr) == 0) {
      ThrowLast(file);
    }
    if (got == 0) return text;
    text.append(buffer.data(), got);
  }
}

bool LockFarOut(HANDLE file) {
  OVERLAPPED where{};
  where.OffsetHigh = kFarOut;
  return ::LockFileEx(file, LOCKFILE_EXCLUSIVE_LOCK, 0, 1, 0, &where) != 0;
}

}  // namespace

std::optional<std::string> ReadIfThere(const std::filesystem::path& file) {
  std::optional<std::string> text;
  const DWORD code = Persist([&] {
    const win32::Handle source = Open(file, GENERIC_READ, OPEN_EXISTING);
    if (source.is_open()) text = ReadAll(file, source);
    return source.is_open();
  });
  if (code != ERROR_SUCCESS && !IsAbsence(code)) ThrowLast(file, code);
  return text;
}

void Write(const std::filesystem::path& file, std::string_view text) {
  const win32::Handle target = Open(file, GENERIC_WRITE, CREATE_ALWAYS);
  if (!target.is_open()) ThrowLast(file);
  WriteAll(file, target, text);
}

// The lock goes with the handle. It is there for Wine, which looks for the end before it writes.
void Append(const std::filesystem::path& file, std::string_view text) {
  const win32::Handle target = Open(file, FILE_APPEND_DATA | GENERIC_READ, OPEN_ALWAYS);
  if (!target.is_open() || !LockFarOut(target.value())) ThrowLast(file);
  WriteAll(file, target, text);
}

void Replace(const std::filesystem::path& from, const std::filesystem::path& to) {
  const DWORD code = Persist(
      [&] { return ::MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_REPLACE_EXISTING) != 0; });
  if (code != ERROR_SUCCESS) ThrowLast(to, code);
}

bool RemoveIfThere(const std::filesystem::path& file) {
  const DWORD code = Persist([&] { return ::DeleteFileW(file.c_str()) != 0; });
  if (code != ERROR_SUCCESS && !IsAbsence(code)) ThrowLast(file, code);
  return code == ERROR_SUCCESS;
}

// The lock belongs to the handle, not to the process: two threads exclude each other as well.
FileLock::FileLock(const std::filesystem::path& file) {
  auto handle =
      std::make_shared<win32::Handle>(Open(file, GENERIC_READ | GENERIC_WRITE, OPEN_ALWAYS));
  if (!handle->is_open() || !LockFarOut(handle->value())) ThrowLast(file);
  open_file_ = std::move(handle);
}

}  // namespace hcn::simulator
