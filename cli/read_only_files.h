#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "state/file_system.h"

namespace cli {

// A disk on which everything stays as it is: what would change it does nothing and says that it was
// done, so that what reads and keeps a copy (quarantine) reads all the same. Trusts every folder.
class ReadOnlyFiles final : public state::FileSystem {
 public:
  // `files` must outlive it.
  explicit ReadOnlyFiles(state::FileSystem& files) : files_(files) {}

  void MakeFolders(const std::filesystem::path& /*folder*/) override {}
  void MustBeSafe(const std::filesystem::path& /*folder*/) override {}
  void VisitNames(const std::filesystem::path& folder, const Visitor& visit) override {
    files_.VisitNames(folder, visit);
  }
  [[nodiscard]] std::optional<std::string> Read(const std::filesystem::path& file,
                                                std::size_t most) override {
    return files_.Read(file, most);
  }
  [[nodiscard]] bool CreateExclusively(const std::filesystem::path& /*file*/) override {
    return true;
  }
  void Write(const std::filesystem::path& /*file*/, std::string_view /*content*/) override {}
  void WriteUnflushed(const std::filesystem::path& /*file*/,
                      std::string_view /*content*/) override {}
  void Append(const std::filesystem::path& /*file*/, std::string_view /*content*/) override {}
  void Rename(const std::filesystem::path& /*from*/, const std::filesystem::path& /*to*/) override {
  }
  bool Remove(const std::filesystem::path& /*file*/) override { return true; }
  void FlushFolder(const std::filesystem::path& /*folder*/) override {}
  [[nodiscard]] std::optional<std::uint64_t> Size(const std::filesystem::path& file) override {
    return files_.Size(file);
  }
  // Of a lock file that is not there yet nobody holds anything.
  [[nodiscard]] std::unique_ptr<state::HeldLock> TryLock(const state::LockRange& range) override;

 private:
  state::FileSystem& files_;
};

}  // namespace cli
