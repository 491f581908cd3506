#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "state/file_system.h"

namespace state {

// The disk of a Windows machine. Paths may have any length and any letters; names are UTF-8.
//
// New files and folders have an access list of their own, which inherits nothing and lets in SYSTEM
// and the Administrators group only. Nothing is opened so that others are kept out: a reader, a
// virus scanner or a backup never makes us fail for more than the moment that is waited for it.
//
// Flushing a folder: FlushFileBuffers of a folder's handle, which NTFS takes for "write the log".
// A file system that refuses it keeps no names back that a flushed file has: NTFS and ReFS log the
// making of a name before the content that is flushed, and renames are asked for with
// MOVEFILE_WRITE_THROUGH. Source: https://learn.microsoft.com/windows/win32/api/fileapi/, pages
// FlushFileBuffers and CreateFileW; docs/unverified.md has what only a host can show.
class Win32FileSystem : public FileSystem {
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
