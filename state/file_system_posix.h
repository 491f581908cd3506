#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "state/file_system.h"

namespace state {

// POSIX files; locks are Linux' open-file-description locks, which die with the last descriptor and
// exclude two holders in one process, too.
class PosixFileSystem : public FileSystem {
 public:
  void MakeFolders(const std::filesystem::path& folder) override;
  void MustBeSafe(const std::filesystem::path& folder) override;
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
  [[nodiscard]] std::unique_ptr<HeldLock> TryLock(const LockRange& range) override;
};

}  // namespace state
