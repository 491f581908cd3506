#pragma once

#include <fcntl.h>

#include <filesystem>
#include <string_view>
#include <utility>

namespace state {

// Throws FileError: "cannot <operation> <path>: <what errno says>".
[[noreturn]] void ThrowErrno(std::string_view operation, const std::filesystem::path& path);

// For every file, not for folders: no symbolic link is followed, and a FIFO in the place of a file
// cannot make us wait for its other end.
inline constexpr int kFileFlags = O_NOFOLLOW | O_NONBLOCK;

// Owns one open file or folder.
class Descriptor {
 public:
  // open() with O_CLOEXEC, new files for the owner only. Is not open on failure; errno then says
  // why.
  Descriptor(const std::filesystem::path& path, int flags);
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();

  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

}  // namespace state
