#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <thread>

#include "plugin/process_io.h"

namespace plugin {
namespace {

// Most configurations fit; and each is cleared before it is read into.
constexpr std::size_t kChunk = std::size_t{4} * 1024;

[[noreturn]] void Fail(const char* what) {
  throw IoError(std::string(what) + ": " + std::strerror(errno));
}

// Whether stdin has something, or its end, to read before `end`.
bool IsReadableBefore(std::chrono::steady_clock::time_point end) {
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd input{STDIN_FILENO, POLLIN, 0};
    const int ready = ::poll(&input, 1, static_cast<int>(left.count()));
    if (ready >= 0 || errno != EINTR) return ready > 0;
  }
}

// The next file that is opened gets the lowest free number: where a caller closed a stream, a
// record would become stdout, and the result would go into it. What takes the place can't be read
// or written the way the stream is, so that using it fails as before.
void OccupyClosedStreams() {
  for (const auto& [stream, mode] :
       {std::pair{STDIN_FILENO, O_WRONLY}, {STDOUT_FILENO, O_RDONLY}, {STDERR_FILENO, O_RDONLY}}) {
    if (::fcntl(stream, F_GETFD) < 0) static_cast<void>(::open("/dev/null", mode));
  }
}

class PosixProcessIo final : public ProcessIo {
 public:
  std::string Environment(std::string_view name) override {
    const char* value = std::getenv(std::string(name).c_str());
    return value == nullptr ? "" : value;
  }

  std::string ReadInput(std::size_t most) override {
    std::string input;
    while (ReadChunk(input, most + 1)) {
    }
    return input;
  }

  std::string ReadInputBriefly(std::size_t most, std::chrono::milliseconds patience) override {
    std::string input;
    if (::isatty(STDIN_FILENO) == 1) return input;
    const auto end = Now() + patience;
    while (IsReadableBefore(end) && ReadChunk(input, most + 1)) {
    }
    return input;
  }

  void WriteOutput(std::string_view document) override {
    while (!document.empty()) {
      const ssize_t written = ::write(STDOUT_FILENO, document.data(), document.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) Fail("writing the result to stdout");
      document.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  bool IsTerminal() override {
    const std::string kind = Environment("TERM");
    return ::isatty(STDOUT_FILENO) == 1 && !kind.empty() && kind != "dumb";
  }

  void WriteError(std::string_view text) noexcept override {
    static_cast<void>(::write(STDERR_FILENO, text.data(), text.size()) < 0);
  }

  std::chrono::steady_clock::time_point Now() override { return std::chrono::steady_clock::now(); }
  std::chrono::system_clock::time_point WallClock() override {
    return std::chrono::system_clock::now();
  }
  void Sleep(std::chrono::milliseconds time) override { std::this_thread::sleep_for(time); }
  void ExitNow(int code) override { ::_exit(code); }

 private:
  // False at the end of the input, and when there are `most` bytes of it.
  static bool ReadChunk(std::string& input, std::size_t most) {
    std::array<char, kChunk> chunk{};
    for (;;) {
      const std::size_t room = std::min(chunk.size(), most - input.size());
      if (room == 0) return false;
      const ssize_t got = ::read(STDIN_FILENO, chunk.data(), room);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) Fail("reading the network configuration from stdin");
      input.append(chunk.data(), static_cast<std::size_t>(got));
      return got > 0;
    }
  }
};

}  // namespace

std::unique_ptr<ProcessIo> MakeProcessIo() {
  OccupyClosedStreams();
  // A reader that went away is an error of the write, not the end of this process.
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
  return std::make_unique<PosixProcessIo>();
}

}  // namespace plugin
