#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "state/file_system.h"
#include "tests/support/killed.h"

namespace support {

// What becomes of names that were made, changed or removed without FlushFolder when the power goes.
enum class UnflushedNames { kLost, kKept };
// And of content that was written without a flush.
enum class UnflushedContent {
  kOld,    // what was flushed last; empty for a new file
  kEmpty,  // the file was cut before it was written
  kHalf,   // the first half
};

// A disk that any number of processes (MemoryFileSystem) share. Thread-safe.
class MemoryDisk {
 public:
  MemoryDisk() = default;
  // What is on the disk, flushed or not; nobody holds a lock on the copy.
  MemoryDisk(const MemoryDisk& other);
  MemoryDisk& operator=(const MemoryDisk&) = delete;

  // Leaves what was flushed, and of the rest what the arguments say. All locks are gone.
  void PowerLoss(UnflushedNames names = UnflushedNames::kLost,
                 UnflushedContent content = UnflushedContent::kOld);

 private:
  friend class MemoryFileSystem;
  friend class MemoryLock;

  struct File {
    std::string content;
    std::string flushed;
    bool dirty = false;
    std::map<std::uint64_t, const state::HeldLock*> locks;
  };
  using Names = std::map<std::string, std::shared_ptr<File>>;
  struct Folder {
    Names names;
    Names flushed;
  };

  Folder& FolderOf(const std::filesystem::path& file, std::string_view operation);
  std::shared_ptr<File> Find(const std::filesystem::path& file, std::string_view operation);
  File& FindOrCreate(const std::filesystem::path& file, std::string_view operation);

  std::mutex mutex_;
  std::map<std::filesystem::path, Folder> folders_{{"/", {}}};
};

// One process's view of a disk, with a hook at everything that changes it.
class MemoryFileSystem : public state::FileSystem {
 public:
  enum class Moment { kBefore, kAfter };
  // `operation` is the method's name. May throw state::FileError, which is a fault (after an
  // operation: it took effect, but is reported as failed), or Killed: from then on the process is
  // dead, each call throws Killed and does nothing, and its locks go as they are released.
  using Hook =
      std::function<void(std::string_view operation, const std::filesystem::path&, Moment)>;

  explicit MemoryFileSystem(MemoryDisk& disk, Hook hook = {});

  void MakeFolders(const std::filesystem::path& folder) override;
  void MustBeSafe(const std::filesystem::path& /*folder*/) override {}
  void VisitNames(const std::filesystem::path& folder, const Visitor& visit) override;
  [[nodiscard]] std::optional<std::string> Read(const std::filesystem::path& file,
                                                std::size_t most) override;
  [[nodiscard]] bool CreateExclusively(const std::filesystem::path& file) override;
  void Write(const std::filesystem::path& file, std::string_view content) override;
  void WriteUnflushed(const std::filesystem::path& file, std::string_view content) override;
  void Append(const std::filesystem::path& file, std::string_view content) override;
  void Rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
  bool Remove(const std::filesystem::path& file) override;
  void FlushFolder(const std::filesystem::path& folder) override;
  [[nodiscard]] std::optional<std::uint64_t> Size(const std::filesystem::path& file) override;
  [[nodiscard]] std::unique_ptr<state::HeldLock> TryLock(const state::LockRange& range) override;

  void set_hook(Hook hook) { hook_ = std::move(hook); }

 private:
  // The action under the disk's mutex, between the two calls of the hook.
  template <typename Action>
  auto Change(std::string_view operation, const std::filesystem::path& path, const Action& action);
  template <typename Action>
  auto Look(const Action& action);
  void Call(std::string_view operation, const std::filesystem::path& path, Moment moment);

  MemoryDisk& disk_;
  Hook hook_;
  bool dead_ = false;
};

// A hook that throws at the n-th moment it is called for, counted from 1, and does nothing else.
[[nodiscard]] MemoryFileSystem::Hook KillAtMoment(unsigned moment);
[[nodiscard]] MemoryFileSystem::Hook FailAtMoment(unsigned moment);

}  // namespace support
