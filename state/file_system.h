#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace state {

// An operation on a file or a folder that did not work; what() names the operation, the path and
// what the system said. "Not there" is not an error but a value.
class FileError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A part of a lock file: byte `offset` stands for one thing that only one process may work on at a
// time. Offsets are below 2^63.
struct LockRange {
  std::filesystem::path file;
  std::uint64_t offset = 0;
};

// A lock that is held until this object goes, or the process does, however that ends.
class HeldLock {
 public:
  HeldLock() = default;
  HeldLock(const HeldLock&) = delete;
  HeldLock& operator=(const HeldLock&) = delete;
  virtual ~HeldLock() = default;
};

// The seam to the disk. Paths are absolute. Files and folders are made for administrators and the
// system only. A symbolic link, a folder or a device in the place of a file is an error. Every
// method but the destructor throws FileError.
class FileSystem {
 public:
  FileSystem() = default;
  FileSystem(const FileSystem&) = delete;
  FileSystem& operator=(const FileSystem&) = delete;
  virtual ~FileSystem() = default;

  // Makes the folder and its parents, which survive a power loss from here on; nothing to do when
  // it is there.
  virtual void MakeFolders(const std::filesystem::path& folder) = 0;

  // Throws when others than this process's user and the administrators may have made the folder or
  // may change what is in it, or when its name is a link; the message says what to do. Nothing to
  // complain of when it is not there.
  virtual void MustBeSafe(const std::filesystem::path& folder) = 0;

  // Calls `visit` with each name in the folder in no order, without "." and ".."; never when there
  // is no such folder. A name that is made or removed meanwhile may be among them or not. Needs no
  // memory for the names.
  using Visitor = std::function<void(std::string_view name)>;
  virtual void VisitNames(const std::filesystem::path& folder, const Visitor& visit) = 0;

  // The names that VisitNames visits.
  [[nodiscard]] std::vector<std::string> List(const std::filesystem::path& folder);

  // The whole file; absent when there is none. A file of more than `most` bytes is an error.
  [[nodiscard]] virtual std::optional<std::string> Read(const std::filesystem::path& file,
                                                        std::size_t most) = 0;

  // Makes an empty file, not flushed; false, and nothing changed, when the name is taken. Of any
  // number of callers exactly one gets true.
  [[nodiscard]] virtual bool CreateExclusively(const std::filesystem::path& file) = 0;

  // Puts the content into the file, which is made when it is not there, and flushes the content.
  // The name is not flushed: see FlushFolder. A crash can leave any part of the content.
  virtual void Write(const std::filesystem::path& file, std::string_view content) = 0;

  // As Write, not flushed: for what may be lost in a crash, or be a mixture of old and new then.
  virtual void WriteUnflushed(const std::filesystem::path& file, std::string_view content) = 0;

  // Adds the content to the end of the file in one go, so that lines of many processes stay whole;
  // not flushed.
  virtual void Append(const std::filesystem::path& file, std::string_view content) = 0;

  // Gives the file another name in one step; what had that name is gone. Not flushed.
  virtual void Rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;

  // False when it was not there. Not flushed.
  virtual bool Remove(const std::filesystem::path& file) = 0;

  // What was made, renamed or removed in the folder survives a power loss from here on.
  virtual void FlushFolder(const std::filesystem::path& folder) = 0;

  // Size in bytes; absent when there is no such file.
  [[nodiscard]] virtual std::optional<std::uint64_t> Size(const std::filesystem::path& file) = 0;

  // The lock, or null when another process (or another holder in this one) has it. Never waits. The
  // lock file, and its folder, is made when it is not there.
  [[nodiscard]] virtual std::unique_ptr<HeldLock> TryLock(const LockRange& range) = 0;
};

// The file system of this machine.
[[nodiscard]] std::unique_ptr<FileSystem> MakeFileSystem();

}  // namespace state
