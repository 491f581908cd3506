#include <windows.h>

#include <algorithm>
#include <cstddef>

#include "conf/text.h"
#include "state/file_access_win32.h"
#include "state/file_system_win32.h"

namespace state {
namespace {

constexpr std::size_t kMostAtOnce = std::size_t{1} << 30;

void WriteAll(const win32::Handle& handle, std::string_view content,
              const std::filesystem::path& file) {
  while (!content.empty()) {
    const auto size = static_cast<DWORD>(std::min(content.size(), kMostAtOnce));
    DWORD written = 0;
    if (WriteFile(handle.value(), content.data(), size, &written, nullptr) == 0) {
      ThrowWin32("write", file, GetLastError());
    }
    content.remove_prefix(written);
  }
}

win32::Handle OpenToWrite(const std::filesystem::path& file, DWORD rights) {
  Opened opened = Open(file, {rights, OPEN_ALWAYS});
  if (opened.error != 0) ThrowWin32("open for writing", file, opened.error);
  MustBeRegular(opened.handle, "write", file);
  return std::move(opened.handle);
}

// The file is emptied only once it is known to be one.
win32::Handle WriteAnew(const std::filesystem::path& file, std::string_view content) {
  win32::Handle handle = OpenToWrite(file, GENERIC_WRITE);
  if (SetEndOfFile(handle.value()) == 0) ThrowWin32("empty", file, GetLastError());
  WriteAll(handle, content, file);
  return handle;
}

// Up to the end of the file, or one byte more than `most`.
std::string ReadUpTo(const win32::Handle& handle, std::size_t most,
                     const std::filesystem::path& file) {
  LARGE_INTEGER expected{};
  if (GetFileSizeEx(handle.value(), &expected) == 0) ThrowWin32("examine", file, GetLastError());
  std::string content(std::min(static_cast<std::size_t>(expected.QuadPart), most) + 1, '\0');
  std::size_t size = 0;
  while (size <= most) {
    if (size == content.size()) content.resize(std::min(size * 2, most + 1));
    const auto room = static_cast<DWORD>(std::min(content.size() - size, kMostAtOnce));
    DWORD got = 0;
    if (ReadFile(handle.value(), content.data() + size, room, &got, nullptr) == 0) {
      ThrowWin32("read", file, GetLastError());
    }
    if (got == 0) break;
    size += got;
  }
  content.resize(size);
  return content;
}

}  // namespace

std::optional<std::string> Win32FileSystem::Read(const std::filesystem::path& file,
                                                 std::size_t most) {
  const Opened opened = Open(file, {GENERIC_READ, OPEN_EXISTING});
  if (MeansAbsent(opened.error)) return std::nullopt;
  if (opened.error != 0) ThrowWin32("open", file, opened.error);
  MustBeRegular(opened.handle, "read", file);
  std::string content = ReadUpTo(opened.handle, most, file);
  if (content.size() > most) {
    throw FileError("cannot read " + conf::ToUtf8(file) + ": it has more than " +
                    std::to_string(most) + " bytes");
  }
  return content;
}

bool Win32FileSystem::CreateExclusively(const std::filesystem::path& file) {
  const Opened opened = Open(file, {GENERIC_WRITE, CREATE_NEW});
  const bool is_taken = opened.error == ERROR_FILE_EXISTS || opened.error == ERROR_ALREADY_EXISTS;
  if (opened.error != 0 && !is_taken) ThrowWin32("create", file, opened.error);
  return !is_taken;
}

void Win32FileSystem::Write(const std::filesystem::path& file, std::string_view content) {
  const win32::Handle handle = WriteAnew(file, content);
  if (FlushFileBuffers(handle.value()) == 0) ThrowWin32("flush", file, GetLastError());
}

void Win32FileSystem::WriteUnflushed(const std::filesystem::path& file, std::string_view content) {
  static_cast<void>(WriteAnew(file, content));
}

// Without FILE_WRITE_DATA Windows itself puts each write at the end, whoever else writes. Wine, and
// who knows which file server, looks for the end first and writes then: a byte that no content
// reaches is locked meanwhile. It goes with the handle, and where it is not to be had Windows' own
// word has to do.
void Win32FileSystem::Append(const std::filesystem::path& file, std::string_view content) {
  const win32::Handle handle = OpenToWrite(file, FILE_APPEND_DATA | GENERIC_READ);
  OVERLAPPED turn{};
  turn.OffsetHigh = 0x7fffffff;
  const bool is_locked = LockFileEx(handle.value(), LOCKFILE_EXCLUSIVE_LOCK, 0, 1, 0, &turn) != 0;
  WriteAll(handle, content, file);
  if (is_locked) UnlockFileEx(handle.value(), 0, 1, 0, &turn);
}

std::optional<std::uint64_t> Win32FileSystem::Size(const std::filesystem::path& file) {
  const Opened opened = Open(file, {0, OPEN_EXISTING});
  if (MeansAbsent(opened.error)) return std::nullopt;
  if (opened.error != 0) ThrowWin32("examine", file, opened.error);
  MustBeRegular(opened.handle, "examine", file);
  LARGE_INTEGER size{};
  if (GetFileSizeEx(opened.handle.value(), &size) == 0) ThrowWin32("examine", file, GetLastError());
  return static_cast<std::uint64_t>(size.QuadPart);
}

}  // namespace state
