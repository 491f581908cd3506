#include "tests/process/child.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

namespace process {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

void Require(int error, const char* what) {
  if (error != 0) throw std::system_error(error, std::generic_category(), what);
}

// A child's three streams and its working directory.
class Actions {
 public:
  Actions() {
    Require(::posix_spawn_file_actions_init(&actions_), "posix_spawn_file_actions_init");
  }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;
  ~Actions() { ::posix_spawn_file_actions_destroy(&actions_); }

  void Open(int stream, const fs::path& file, int flags) {
    Require(::posix_spawn_file_actions_addopen(&actions_, stream, file.c_str(), flags, 0600),
            "posix_spawn_file_actions_addopen");
  }
  void Take(int stream, int descriptor) {
    Require(::posix_spawn_file_actions_adddup2(&actions_, descriptor, stream),
            "posix_spawn_file_actions_adddup2");
  }
  void Close(int stream) {
    Require(::posix_spawn_file_actions_addclose(&actions_, stream),
            "posix_spawn_file_actions_addclose");
  }
  void Enter(const fs::path& folder) {
    Require(::posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str()),
            "posix_spawn_file_actions_addchdir_np");
  }
  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

// Both ends go with an exec; only what the child takes stays open in it.
std::array<int, 2> Pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) Require(errno, "pipe2");
  return ends;
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

pid_t Spawn(const Actions& actions, const Start& start) {
  std::vector<std::string> environment = start.environment;
  std::vector<std::string> arguments = start.arguments;
  arguments.insert(arguments.begin(), start.executable);
  pid_t child = 0;
  Require(::posix_spawn(&child, start.executable.c_str(), actions.get(), nullptr,
                        Pointers(arguments).data(), Pointers(environment).data()),
          "posix_spawn");
  return child;
}

std::string ReadAll(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// False when the reader went away before it had all.
bool WriteAll(int pipe, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(pipe, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

json End::document() const { return json::parse(output, nullptr, false); }

int End::code() const {
  const json found = document();
  return found.is_object() ? found.value("code", -1) : -1;
}

std::string End::message() const {
  const json found = document();
  return found.is_object() ? found.value("msg", "") : "";
}

Child::Child(Start start) : start_(std::move(start)) {
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
  Actions actions;
  std::vector<int> ours;
  if (start_.in == Stdin::kFile) actions.Open(STDIN_FILENO, start_.input, O_RDONLY);
  if (start_.in == Stdin::kClosed) actions.Close(STDIN_FILENO);
  if (start_.in == Stdin::kPipe || start_.in == Stdin::kIdlePipe) {
    const auto [reader, writer] = Pipe();
    actions.Take(STDIN_FILENO, reader);
    ours.push_back(reader);
    pipe_ = writer;
  }
  if (start_.out == Stdout::kFile) actions.Open(STDOUT_FILENO, start_.output, O_WRONLY | O_CREAT);
  if (start_.out == Stdout::kFull) actions.Open(STDOUT_FILENO, "/dev/full", O_WRONLY);
  if (start_.out == Stdout::kClosed) actions.Close(STDOUT_FILENO);
  if (start_.out == Stdout::kPipeWithoutReader) {
    const auto [reader, writer] = Pipe();
    ::close(reader);
    actions.Take(STDOUT_FILENO, writer);
    ours.push_back(writer);
  }
  actions.Open(STDERR_FILENO, start_.error, O_WRONLY | O_CREAT);
  actions.Enter(start_.folder);
  process_ = Spawn(actions, start_);
  for (const int descriptor : ours) ::close(descriptor);
}

void Child::Kill() { ::kill(process_, SIGKILL); }

End Child::Wait() {
  End end;
  if (start_.in == Stdin::kPipe) {
    end.was_read = WriteAll(pipe_, ReadAll(start_.input));
    ::close(pipe_);
  }
  int status = 0;
  rusage usage{};
  while (::wait4(process_, &status, 0, &usage) < 0) {
    if (errno != EINTR) Require(errno, "wait4");
  }
  if (start_.in == Stdin::kIdlePipe) ::close(pipe_);
  end.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  end.was_killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  end.output = ReadAll(start_.output);
  end.error = ReadAll(start_.error);
  end.peak_memory = usage.ru_maxrss;
  return end;
}

}  // namespace process
