#include "tests/process/system_calls.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <map>
#include <regex>

namespace process {
namespace {

constexpr const char* kStrace = "/usr/bin/strace";
constexpr std::string_view kOpen = "openat";
// All with which a program can change a file system or write to a stream.
constexpr std::array kWriting{"openat",    "open",      "creat",           "mkdir",    "mkdirat",
                              "rmdir",     "write",     "pwrite64",        "writev",   "pwritev",
                              "fsync",     "fdatasync", "sync_file_range", "rename",   "renameat",
                              "renameat2", "unlink",    "unlinkat",        "link",     "linkat",
                              "symlink",   "symlinkat", "ftruncate",       "truncate", "fallocate",
                              "fchmod",    "chmod",     "copy_file_range"};

std::string NamesOfWriting() {
  std::string names;
  for (const char* name : kWriting) names += (names.empty() ? "" : ",") + std::string(name);
  return names;
}

// strace in front of the executable. It dies as what it traces dies.
Call Traced(Call call, std::vector<std::string> options) {
  options.insert(options.begin(), {"-f", "-qq"});
  options.push_back(call.executable);
  options.insert(options.end(), call.arguments.begin(), call.arguments.end());
  call.executable = kStrace;
  call.variables["ASAN_OPTIONS"] = "detect_leaks=0";  // which cannot be done under ptrace
  call.arguments = std::move(options);
  return call;
}

// Opening what is there changes nothing.
bool Changes(const std::string& name, const std::string& text) {
  return name != kOpen || text.find("O_CREAT") != std::string::npos ||
         text.find("O_TRUNC") != std::string::npos;
}

}  // namespace

std::string WhyNoStrace() {
  if (!std::filesystem::exists(kStrace)) return "strace is not installed";
  const std::string probe = std::string(kStrace) + " -f -o /dev/null true 2>/dev/null";
  return std::system(probe.c_str()) == 0 ? "" : "ptrace is not allowed here";
}

std::vector<SystemCall> WritesOf(Node& node, Call call) {
  const std::string trace = node.folder() / "trace";
  const End end =
      node.Run(Traced(std::move(call), {"-o", trace, "-e", "trace=" + NamesOfWriting()}));
  EXPECT_EQ(end.exit_code, 0) << end.output << end.error;
  // "<process> <name>(<arguments>) = <answer>"; of the first process, which has the main thread.
  const std::regex form(R"((\d+) +(\w+)\(.*)");
  std::ifstream lines(trace);
  std::vector<SystemCall> calls;
  std::map<std::string, unsigned> numbers;
  std::string process;
  for (std::string line; std::getline(lines, line);) {
    std::smatch parts;
    if (!std::regex_match(line, parts, form)) continue;
    if (process.empty()) process = parts[1];
    if (parts[1] != process) continue;
    const unsigned number = ++numbers[parts[2]];
    if (Changes(parts[2], line)) calls.push_back({parts[2], number, line});
  }
  return calls;
}

End RunKilledAt(Node& node, Call call, const SystemCall& at) {
  const std::string when = std::to_string(at.number);
  return node.Run(Traced(std::move(call), {"-o", "/dev/null", "-e", "trace=" + at.name, "-e",
                                           "inject=" + at.name + ":signal=KILL:when=" + when}));
}

}  // namespace process
