#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "hcn/simulator/files.h"

namespace hcn::simulator {
namespace {

constexpr mode_t kMode = 0644;

[[noreturn]] void ThrowErrno(const std::filesystem::path& file) {
  throw std::system_error(errno, std::generic_category(), file.string());
}

int Open(const std::filesystem::path& file, int flags) {
  while (true) {
    const int descriptor = ::open(file.c_str(), flags | O_CLOEXEC, kMode);
    if (descriptor >= 0 || errno != EINTR) return descriptor;
  }
}

class Descriptor {
 public:
  Descriptor(const std::filesystem::path& file, int flags) : value_(Open(file, flags)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }

  [[nodiscard]] int value() const { return value_; }
  [[nodiscard]] bool is_open() const { return value_ >= 0; }

 private:
  int value_;
};

void WriteTo(const std::filesystem::path& file, int flags, std::string_view text) {
  const Descriptor descriptor(file, O_WRONLY | O_CREAT | flags);
  if (!descriptor.is_open()) ThrowErrno(file);
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor.value(), text.data(), text.size());
    if (written < 0 && errno != EINTR) ThrowErrno(file);
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

std::optional<std::string> ReadIfThere(const std::filesystem::path& file) {
  const Descriptor descriptor(file, O_RDONLY);
  if (!descriptor.is_open()) {
    if (errno == ENOENT) return std::nullopt;
    ThrowErrno(file);
  }
  std::string text;
  std::array<char, 8192> buffer{};
  while (true) {
    const ssize_t got = ::read(descriptor.value(), buffer.data(), buffer.size());
    if (got == 0) return text;
    if (got < 0 && errno != EINTR) ThrowErrno(file);
    if (got > 0) text.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

void Write(const std::filesystem::path& file, std::string_view text) {
  WriteTo(file, O_TRUNC, text);
}

void Append(const std::filesystem::path& file, std::string_view text) {
  WriteTo(file, O_APPEND, text);
}

void Replace(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::filesystem::rename(from, to);
}

bool RemoveIfThere(const std::filesystem::path& file) { return std::filesystem::remove(file); }

// flock belongs to the open file, not to the process: two threads exclude each other as well.
FileLock::FileLock(const std::filesystem::path& file) {
  auto descriptor = std::make_shared<Descriptor>(file, O_RDWR | O_CREAT);
  if (!descriptor->is_open()) ThrowErrno(file);
  while (::flock(descriptor->value(), LOCK_EX) != 0) {
    if (errno != EINTR) ThrowErrno(file);
  }
  open_file_ = std::move(descriptor);
}

}  // namespace hcn::simulator
