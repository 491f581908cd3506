#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

// The few file operations the simulated host is made of. All of them throw std::system_error that
// names the file; none flushes.
namespace hcn::simulator {

// Absent when there is no such file.
[[nodiscard]] std::optional<std::string> ReadIfThere(const std::filesystem::path& file);

// Makes or overwrites the file. Readers may see half of it.
void Write(const std::filesystem::path& file, std::string_view text);

// Adds to the end of the file by one write, so that the pieces of many processes do not mix.
void Append(const std::filesystem::path& file, std::string_view text);

// Puts `from` in the place of `to`, whether that is there or not: by one step, so that readers see
// the old file or the new one.
void Replace(const std::filesystem::path& from, const std::filesystem::path& to);

// False when there was no such file.
bool RemoveIfThere(const std::filesystem::path& file);

// Held by one thread of one process at a time, from construction to destruction or death.
class FileLock {
 public:
  explicit FileLock(const std::filesystem::path& file);
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock() = default;

 private:
  std::shared_ptr<void> open_file_;  // closes, and so unlocks, with its last owner
};

}  // namespace hcn::simulator
