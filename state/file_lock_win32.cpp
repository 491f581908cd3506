#include <windows.h>

#include <utility>

#include "state/file_access_win32.h"
#include "state/file_system_win32.h"

namespace state {
namespace {

OVERLAPPED At(std::uint64_t offset) {
  OVERLAPPED place{};
  place.Offset = static_cast<DWORD>(offset & 0xffffffff);
  place.OffsetHigh = static_cast<DWORD>(offset >> 32);
  return place;
}

// A handle of its own for each lock: Windows gives a byte to one handle, also within a process.
class RangeLock : public HeldLock {
 public:
  RangeLock(win32::Handle handle, std::uint64_t offset)
      : handle_(std::move(handle)), offset_(offset) {}
  RangeLock(const RangeLock&) = delete;
  RangeLock& operator=(const RangeLock&) = delete;
  // Closing alone gives a lock back too, but only "depending upon available system resources".
  ~RangeLock() override {
    OVERLAPPED place = At(offset_);
    UnlockFileEx(handle_.value(), 0, 1, 0, &place);
  }

 private:
  win32::Handle handle_;
  std::uint64_t offset_;
};

Opened OpenLockFile(const std::filesystem::path& file) {
  return Open(file, {GENERIC_READ | GENERIC_WRITE, OPEN_ALWAYS});
}

}  // namespace

std::unique_ptr<HeldLock> Win32FileSystem::TryLock(const LockRange& range) {
  constexpr std::uint64_t kEnd = std::uint64_t{1} << 63;
  if (range.offset >= kEnd) ThrowWin32("lock", range.file, ERROR_INVALID_PARAMETER);
  Opened opened = OpenLockFile(range.file);
  if (MeansAbsent(opened.error)) {
    MakeFolders(range.file.parent_path());
    opened = OpenLockFile(range.file);
  }
  if (opened.error != 0) ThrowWin32("open the lock file", range.file, opened.error);
  MustBeRegular(opened.handle, "lock", range.file);
  OVERLAPPED place = At(range.offset);
  if (LockFileEx(opened.handle.value(), LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1,
                 0, &place) != 0) {
    return std::make_unique<RangeLock>(std::move(opened.handle), range.offset);
  }
  const win32::ErrorCode code = GetLastError();
  if (code != ERROR_LOCK_VIOLATION && code != ERROR_IO_PENDING)
    ThrowWin32("lock", range.file, code);
  return nullptr;
}

}  // namespace state
