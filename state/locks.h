#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string_view>

#include "hcn/guid.h"
#include "state/file_system.h"

namespace state {

// A lock was not to be had before the verb's deadline; what() says which one.
class LockTimeout : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Waits a moment, then says whether there is time for another try.
using KeepWaiting = std::function<bool()>;

// The locks of one state folder (FORMAT.md). Order in which a verb takes them: attachment,
// namespace, network, allocation. They die with the process.
class Locks {
 public:
  Locks(FileSystem& files, const std::filesystem::path& state_dir, KeepWaiting keep_waiting);

  // Each waits for its lock; throws LockTimeout when KeepWaiting says no, FileError when the disk
  // does.
  [[nodiscard]] std::unique_ptr<HeldLock> Attachment(const hcn::Guid& endpoint);
  [[nodiscard]] std::unique_ptr<HeldLock> Namespace(const hcn::Guid& name_space);
  [[nodiscard]] std::unique_ptr<HeldLock> Network();
  [[nodiscard]] std::unique_ptr<HeldLock> Allocation();
  // The marker's lock file is beside the marker.
  [[nodiscard]] std::unique_ptr<HeldLock> Marker(const std::filesystem::path& marker);

  // Null when somebody works on that attachment now, or sweeps, or rotates the log.
  [[nodiscard]] std::unique_ptr<HeldLock> TryAttachment(const hcn::Guid& endpoint);
  [[nodiscard]] std::unique_ptr<HeldLock> TrySweep();
  [[nodiscard]] std::unique_ptr<HeldLock> TryLogRotation();

 private:
  std::unique_ptr<HeldLock> Wait(const LockRange& range, std::string_view what);

  FileSystem& files_;
  std::filesystem::path lock_file_;
  KeepWaiting keep_waiting_;
};

}  // namespace state
