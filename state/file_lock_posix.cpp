#include <cerrno>
#include <utility>

#include "state/descriptor_posix.h"
#include "state/file_system_posix.h"

namespace state {
namespace {

// Closing the descriptor gives the lock back.
class DescriptorLock : public HeldLock {
 public:
  explicit DescriptorLock(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}

 private:
  Descriptor descriptor_;
};

Descriptor OpenLockFile(const std::filesystem::path& file) {
  return Descriptor(file, O_RDWR | O_CREAT | kFileFlags);
}

std::unique_ptr<HeldLock> LockOpenFile(Descriptor descriptor, const LockRange& range) {
  if (!descriptor.is_open()) ThrowErrno("open the lock file", range.file);
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = static_cast<off_t>(range.offset);
  lock.l_len = 1;
  if (fcntl(descriptor.number(), F_OFD_SETLK, &lock) == 0) {
    return std::make_unique<DescriptorLock>(std::move(descriptor));
  }
  if (errno != EAGAIN && errno != EACCES) ThrowErrno("lock", range.file);
  return nullptr;
}

}  // namespace

std::unique_ptr<HeldLock> PosixFileSystem::TryLock(const LockRange& range) {
  Descriptor descriptor = OpenLockFile(range.file);
  if (descriptor.is_open() || errno != ENOENT) return LockOpenFile(std::move(descriptor), range);
  MakeFolders(range.file.parent_path());
  return LockOpenFile(OpenLockFile(range.file), range);
}

}  // namespace state
