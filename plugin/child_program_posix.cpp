#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "plugin/child_program.h"
#include "plugin/process_io.h"

namespace plugin {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kMostOutput = std::size_t{16} << 20;
// Between two looks whether the child has ended, while somebody keeps its pipes open.
constexpr milliseconds kPause{10};
constexpr int kSignalBase = 128;
constexpr int kCannotStart = 127;

[[noreturn]] void Fail(const std::string& what) {
  throw IoError(what + ": " + std::strerror(errno));
}

class Descriptor {
 public:
  explicit Descriptor(int value = -1) : value_(value) {}
  Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { Close(); }

  void Close() {
    if (value_ >= 0) ::close(std::exchange(value_, -1));
  }
  [[nodiscard]] int value() const { return value_; }
  [[nodiscard]] bool is_open() const { return value_ >= 0; }

 private:
  int value_;
};

struct Pipe {
  Descriptor read;
  Descriptor write;
};

Pipe MakePipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) Fail("making a pipe");
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

void DoNotBlock(const Descriptor& descriptor) { ::fcntl(descriptor.value(), F_SETFL, O_NONBLOCK); }

std::string NameOf(std::string_view entry) { return std::string(entry.substr(0, entry.find('='))); }

// This process' environment with the variables in it.
std::vector<std::string> EnvironmentWith(const Variables& variables) {
  std::vector<std::string> entries;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (!variables.contains(NameOf(*entry))) entries.emplace_back(*entry);
  }
  for (const auto& [name, value] : variables) {
    entries.push_back(name);
    entries.back().append("=").append(value);
  }
  return entries;
}

std::vector<char*> PointersTo(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

class Child {
 public:
  explicit Child(const ChildProgram& program) : program_(program), input_(program.input) {
    Start();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (!has_ended_) Kill();
  }

  ProgramEnd RunToItsEnd();

 private:
  void Start();
  void Exchange(milliseconds time);
  void Feed();
  static void Drain(Descriptor& from, std::string& to);
  bool HasEnded(int options);
  void Kill();

  const ChildProgram& program_;
  std::string_view input_;
  Descriptor to_child_;
  Descriptor from_child_;
  Descriptor complaints_;
  pid_t pid_ = -1;
  bool has_ended_ = false;
  ProgramEnd end_;
};

void Child::Start() {
  Pipe in = MakePipe();
  Pipe out = MakePipe();
  Pipe error = MakePipe();
  auto environment = EnvironmentWith(program_.variables);
  const auto variables = PointersTo(environment);
  std::string file = program_.file.string();
  const std::array<char*, 2> arguments{file.data(), nullptr};
  const pid_t parent = ::getpid();
  pid_ = ::fork();
  if (pid_ < 0) Fail("starting " + file);
  if (pid_ == 0) {
    // It goes with this process, also when that went just now.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(kCannotStart);
    static_cast<void>(std::signal(SIGPIPE, SIG_DFL));
    ::dup2(in.read.value(), STDIN_FILENO);
    ::dup2(out.write.value(), STDOUT_FILENO);
    ::dup2(error.write.value(), STDERR_FILENO);
    // Also what a caller left open in this process.
    ::close_range(STDERR_FILENO + 1, ~0U, 0);
    ::execve(file.c_str(), arguments.data(), variables.data());
    ::_exit(kCannotStart);
  }
  to_child_ = std::move(in.write);
  from_child_ = std::move(out.read);
  complaints_ = std::move(error.read);
  for (const auto* pipe : {&to_child_, &from_child_, &complaints_}) DoNotBlock(*pipe);
}

void Child::Feed() {
  if (!input_.empty()) {
    const ssize_t written = ::write(to_child_.value(), input_.data(), input_.size());
    if (written < 0 && (errno == EINTR || errno == EAGAIN)) return;
    // Who does not read its stdin to the end knows enough.
    input_.remove_prefix(written < 0 ? input_.size() : static_cast<std::size_t>(written));
  }
  if (input_.empty()) to_child_.Close();
}

void Child::Drain(Descriptor& from, std::string& to) {
  std::array<char, 4096> chunk{};
  while (from.is_open()) {
    const ssize_t got = ::read(from.value(), chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0 || to.size() > kMostOutput) return from.Close();
    to.append(chunk.data(), static_cast<std::size_t>(got));
  }
}

// Waits until there is something to do, at most so long, and does it.
void Child::Exchange(milliseconds time) {
  std::array<pollfd, 3> pipes{{{to_child_.value(), POLLOUT, 0},
                               {from_child_.value(), POLLIN, 0},
                               {complaints_.value(), POLLIN, 0}}};
  ::poll(pipes.data(), pipes.size(), static_cast<int>(time.count()));
  if (pipes[0].revents != 0) Feed();
  Drain(from_child_, end_.output);
  Drain(complaints_, end_.error);
}

bool Child::HasEnded(int options) {
  int status = 0;
  if (::waitpid(pid_, &status, options) != pid_) return false;
  has_ended_ = true;
  end_.exit_code =
      WIFEXITED(status) ? WEXITSTATUS(status) : kSignalBase + WTERMSIG(status);  // NOLINT
  return true;
}

void Child::Kill() {
  ::kill(pid_, SIGKILL);
  HasEnded(0);
}

ProgramEnd Child::RunToItsEnd() {
  while (!HasEnded(WNOHANG)) {
    const auto left =
        std::chrono::duration_cast<milliseconds>(program_.deadline - steady_clock::now());
    if (left <= milliseconds::zero()) {
      Kill();
      end_.was_in_time = false;
      break;
    }
    Exchange(std::min(left, kPause));
  }
  Exchange(milliseconds::zero());
  return std::move(end_);
}

}  // namespace

std::optional<std::filesystem::path> FindInCniPath(std::string_view name,
                                                   std::string_view cni_path) {
  while (!cni_path.empty()) {
    const auto folder = cni_path.substr(0, cni_path.find(':'));
    cni_path.remove_prefix(std::min(folder.size() + 1, cni_path.size()));
    std::error_code ignored;
    std::filesystem::path file = std::filesystem::path(folder) / name;
    if (!folder.empty() && std::filesystem::is_regular_file(file, ignored)) return file;
  }
  return std::nullopt;
}

ProgramEnd RunChildProgram(const ChildProgram& program) { return Child(program).RunToItsEnd(); }

}  // namespace plugin
