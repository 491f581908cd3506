#include "state/locks.h"

#include <string>
#include <utility>

#include "conf/text.h"

namespace state {
namespace {

// Which byte of the lock file stands for what: FORMAT.md, "Locks".
constexpr std::uint64_t kAllocation = 0;
constexpr std::uint64_t kNetwork = 1;
constexpr std::uint64_t kSweep = 2;
constexpr std::uint64_t kLogRotation = 3;
constexpr std::uint64_t kFirstOfIds = std::uint64_t{1} << 62;

// Both halves count, so that ids that differ only in their time part do not wait for each other.
std::uint64_t OffsetOf(const hcn::Guid& id) {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    first = (first << 8) | id.bytes()[i];
    second = (second << 8) | id.bytes()[i + 8];
  }
  return kFirstOfIds | ((first ^ second) & (kFirstOfIds - 1));
}

std::filesystem::path WithSuffix(std::filesystem::path file, std::string_view suffix) {
  file += suffix;
  return file;
}

}  // namespace

Locks::Locks(FileSystem& files, const std::filesystem::path& state_dir, KeepWaiting keep_waiting)
    : files_(files), lock_file_(state_dir / "lock"), keep_waiting_(std::move(keep_waiting)) {}

std::unique_ptr<HeldLock> Locks::Wait(const LockRange& range, std::string_view what) {
  for (;;) {
    if (auto lock = files_.TryLock(range)) return lock;
    if (!keep_waiting_()) {
      throw LockTimeout("waited too long for the lock of " + std::string(what) + " in " +
                        conf::ToUtf8(range.file) + ": another process holds it");
    }
  }
}

std::unique_ptr<HeldLock> Locks::Attachment(const hcn::Guid& endpoint) {
  return Wait({lock_file_, OffsetOf(endpoint)}, "endpoint " + endpoint.ToString());
}

std::unique_ptr<HeldLock> Locks::Namespace(const hcn::Guid& name_space) {
  return Wait({lock_file_, OffsetOf(name_space)}, "namespace " + name_space.ToString());
}

std::unique_ptr<HeldLock> Locks::Network() { return Wait({lock_file_, kNetwork}, "the network"); }

std::unique_ptr<HeldLock> Locks::Allocation() {
  return Wait({lock_file_, kAllocation}, "the address allocation");
}

std::unique_ptr<HeldLock> Locks::Marker(const std::filesystem::path& marker) {
  return Wait({WithSuffix(marker, ".lock"), 0}, "the network marker");
}

std::unique_ptr<HeldLock> Locks::TryAttachment(const hcn::Guid& endpoint) {
  return files_.TryLock({lock_file_, OffsetOf(endpoint)});
}

std::unique_ptr<HeldLock> Locks::TrySweep() { return files_.TryLock({lock_file_, kSweep}); }

std::unique_ptr<HeldLock> Locks::TryLogRotation() {
  return files_.TryLock({lock_file_, kLogRotation});
}

}  // namespace state
