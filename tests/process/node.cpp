#include "tests/process/node.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <iterator>
#include <system_error>

namespace process {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

void Require(int error, const char* what) {
  if (error != 0) throw std::system_error(error, std::generic_category(), what);
}

// What a child's three streams are.
class Streams {
 public:
  Streams() {
    Require(::posix_spawn_file_actions_init(&actions_), "posix_spawn_file_actions_init");
  }
  Streams(const Streams&) = delete;
  Streams& operator=(const Streams&) = delete;
  ~Streams() { ::posix_spawn_file_actions_destroy(&actions_); }

  void Open(int stream, const fs::path& file, int flags) {
    Require(::posix_spawn_file_actions_addopen(&actions_, stream, file.c_str(), flags, 0600),
            "posix_spawn_file_actions_addopen");
  }
  void Take(int stream, int descriptor) {
    Require(::posix_spawn_file_actions_adddup2(&actions_, descriptor, stream),
            "posix_spawn_file_actions_adddup2");
  }
  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

pid_t Spawn(const Streams& streams, std::vector<std::string> environment) {
  std::vector<char*> variables;
  for (std::string& variable : environment) variables.push_back(variable.data());
  variables.push_back(nullptr);
  std::string program = HCN_SLICE_EXECUTABLE;
  std::array<char*, 2> arguments{program.data(), nullptr};
  pid_t child = 0;
  Require(::posix_spawn(&child, program.c_str(), streams.get(), nullptr, arguments.data(),
                        variables.data()),
          "posix_spawn");
  return child;
}

int WaitFor(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) Require(errno, "waitpid");
  }
  return status;
}

std::string ReadAll(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// The end of a pipe to write to, without one to read from.
int PipeWithoutReader() {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) Require(errno, "pipe");
  ::close(ends[0]);
  return ends[1];
}

}  // namespace

int End::code() const {
  const json document = json::parse(output, nullptr, false);
  return document.is_object() ? document.value("code", -1) : -1;
}

Node::Node() : host_(folder_.path() / "host") { fs::create_directory(folder_.path() / "calls"); }

fs::path Node::NewFile() { return folder_.path() / "calls" / std::to_string(++files_); }

fs::path Node::WriteConf(const Call& call) {
  json conf = {{"cniVersion", "1.1.0"},
               {"name", "overlay"},
               {"type", "hcn-slice"},
               {"slice", "10.200.42.0/24"},
               {"network", {{"type", "L2Bridge"}, {"adapter", "Ethernet"}, {"create", true}}},
               {"stateDir", (folder_.path() / "state").string()}};
  conf.update(call.more_conf.is_null() ? json::object() : call.more_conf);
  const fs::path file = NewFile();
  std::ofstream(file) << conf;
  return file;
}

pid_t Node::Start(const Call& call, const fs::path& output) {
  Streams streams;
  streams.Open(STDIN_FILENO, WriteConf(call), O_RDONLY);
  streams.Open(STDERR_FILENO, "/dev/null", O_WRONLY);
  const int unread = call.nobody_reads ? PipeWithoutReader() : -1;
  if (call.nobody_reads) {
    streams.Take(STDOUT_FILENO, unread);
  } else {
    streams.Open(STDOUT_FILENO, output, O_WRONLY | O_CREAT);
  }
  const pid_t child = Spawn(
      streams, {"CNI_COMMAND=" + call.command, "CNI_CONTAINERID=" + call.container_id,
                "CNI_NETNS=" + call.netns, "CNI_IFNAME=" + call.ifname, "CNI_PATH=/opt/cni/bin",
                "HCN_SIMULATOR_DIR=" + (folder_.path() / "host").string(),
                "HCN_SIMULATOR_FAULTS=" + call.faults});
  if (unread >= 0) ::close(unread);
  return child;
}

std::vector<End> Node::RunAtOnce(const std::vector<Call>& calls) {
  std::vector<std::pair<pid_t, fs::path>> children;
  for (const Call& call : calls) {
    const fs::path output = NewFile();
    children.emplace_back(Start(call, output), output);
  }
  std::vector<End> ends;
  for (const auto& [child, output] : children) {
    const int status = WaitFor(child);
    ends.push_back({WIFEXITED(status) ? WEXITSTATUS(status) : -1,
                    WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL, ReadAll(output)});
  }
  return ends;
}

std::vector<std::string> Node::Records() const {
  std::vector<std::string> names;
  const fs::path records = folder_.path() / "state" / "records";
  if (!fs::exists(records)) return names;
  for (const auto& entry : fs::directory_iterator(records)) {
    names.push_back(entry.path().filename().string());
  }
  return names;
}

bool Node::IsClean() const {
  return CountEndpoints() == 0 && CountNamespaces() == 0 && Records().empty();
}

}  // namespace process
