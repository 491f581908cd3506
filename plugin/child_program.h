#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace plugin {

// Environment variables that differ from this process' own.
using Variables = std::map<std::string, std::string>;

// A program that this process starts and waits for.
struct ChildProgram {
  std::filesystem::path file;
  Variables variables;
  std::string_view input;  // its stdin
  std::chrono::steady_clock::time_point deadline;
};

// How it ended.
struct ProgramEnd {
  bool was_in_time = true;  // else it was killed at the deadline
  int exit_code = 0;        // 128 and the signal's number where one ended it (POSIX)
  std::string output;       // its stdout
  std::string error;        // its stderr
};

// The file of a CNI plugin in the first folder of CNI_PATH that has it, as libcni looks for it
// (pkg/invoke/find.go): on Windows `name`.exe counts before `name`, and `;` stands between folders.
[[nodiscard]] std::optional<std::filesystem::path> FindInCniPath(std::string_view name,
                                                                 std::string_view cni_path);

// Runs it to its end. It has pipes for its three streams and no other handle of this process, and
// goes when this process goes. Output of more than 16 MiB, and what a process writes that it leaves
// behind, is not waited for. Throws IoError when it can't be started.
[[nodiscard]] ProgramEnd RunChildProgram(const ChildProgram& program);

}  // namespace plugin
