#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>

#include "state/descriptor_posix.h"
#include "state/file_system_posix.h"

namespace state {
namespace {

struct stat StatusOf(const Descriptor& descriptor, const std::filesystem::path& file) {
  struct stat status {};
  if (fstat(descriptor.number(), &status) != 0) ThrowErrno("examine", file);
  return status;
}

void MustBeRegular(const struct stat& status, std::string_view operation,
                   const std::filesystem::path& file) {
  if (S_ISREG(status.st_mode)) return;
  throw FileError("cannot " + std::string(operation) + " " + file.string() +
                  ": it is no regular file");
}

void WriteAll(const Descriptor& descriptor, std::string_view content,
              const std::filesystem::path& file) {
  while (!content.empty()) {
    const ssize_t written = write(descriptor.number(), content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) ThrowErrno("write", file);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
}

Descriptor OpenToWrite(const std::filesystem::path& file, int flags) {
  Descriptor descriptor(file, O_WRONLY | O_CREAT | kFileFlags | flags);
  if (!descriptor.is_open()) ThrowErrno("open for writing", file);
  MustBeRegular(StatusOf(descriptor, file), "write", file);
  return descriptor;
}

// Up to the end of the file, or one byte more than `most`.
std::string ReadUpTo(const Descriptor& descriptor, std::size_t most, std::size_t expected,
                     const std::filesystem::path& file) {
  std::string content(std::min(expected, most) + 1, '\0');
  std::size_t size = 0;
  while (size <= most) {
    if (size == content.size()) content.resize(std::min(size * 2, most + 1));
    const ssize_t got = read(descriptor.number(), content.data() + size, content.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) ThrowErrno("read", file);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  content.resize(size);
  return content;
}

}  // namespace

std::optional<std::string> PosixFileSystem::Read(const std::filesystem::path& file,
                                                 std::size_t most) {
  const Descriptor descriptor(file, O_RDONLY | kFileFlags);
  if (!descriptor.is_open() && errno == ENOENT) return std::nullopt;
  if (!descriptor.is_open()) ThrowErrno("open", file);
  const struct stat status = StatusOf(descriptor, file);
  MustBeRegular(status, "read", file);
  std::string content = ReadUpTo(descriptor, most, static_cast<std::size_t>(status.st_size), file);
  if (content.size() > most) {
    throw FileError("cannot read " + file.string() + ": it has more than " + std::to_string(most) +
                    " bytes");
  }
  return content;
}

bool PosixFileSystem::CreateExclusively(const std::filesystem::path& file) {
  const Descriptor descriptor(file, O_WRONLY | O_CREAT | O_EXCL | kFileFlags);
  if (!descriptor.is_open() && errno != EEXIST) ThrowErrno("create", file);
  return descriptor.is_open();
}

void PosixFileSystem::Write(const std::filesystem::path& file, std::string_view content) {
  const Descriptor descriptor = OpenToWrite(file, O_TRUNC);
  WriteAll(descriptor, content, file);
  if (fsync(descriptor.number()) != 0) ThrowErrno("flush", file);
}

// Shortened at the end, not emptied at the beginning: what was emptied ext4 writes out when it is
// closed (auto_da_alloc), which takes as long as all the rest of an ADD.
void PosixFileSystem::WriteUnflushed(const std::filesystem::path& file, std::string_view content) {
  const Descriptor descriptor = OpenToWrite(file, 0);
  const auto size = static_cast<off_t>(content.size());
  WriteAll(descriptor, content, file);
  if (StatusOf(descriptor, file).st_size <= size) return;
  if (ftruncate(descriptor.number(), size) != 0) ThrowErrno("shorten", file);
}

void PosixFileSystem::Append(const std::filesystem::path& file, std::string_view content) {
  WriteAll(OpenToWrite(file, O_APPEND), content, file);
}

std::optional<std::uint64_t> PosixFileSystem::Size(const std::filesystem::path& file) {
  struct stat status {};
  if (lstat(file.c_str(), &status) == 0) {
    MustBeRegular(status, "examine", file);
    return static_cast<std::uint64_t>(status.st_size);
  }
  if (errno != ENOENT) ThrowErrno("examine", file);
  return std::nullopt;
}

}  // namespace state
