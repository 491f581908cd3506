#pragma once

#include <sys/types.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace process {

// What stdin and stdout of a process may be.
enum class Stdin { kFile, kPipe, kIdlePipe, kClosed };
enum class Stdout { kFile, kPipeWithoutReader, kFull, kClosed };

// How it ended.
struct End {
  int exit_code = -1;
  bool was_killed = false;
  std::string output;
  std::string error;     // stderr
  long peak_memory = 0;  // KiB, resident
  bool was_read = true;  // whether all of a piped stdin was taken

  // stdout as JSON; discarded when it is none.
  [[nodiscard]] nlohmann::json document() const;
  // The `code` and the `msg` of an error document; -1 and nothing when it is none.
  [[nodiscard]] int code() const;
  [[nodiscard]] std::string message() const;
};

// What to start.
struct Start {
  std::filesystem::path executable;
  std::vector<std::string> arguments;
  std::vector<std::string> environment;
  std::filesystem::path folder;  // the working directory
  std::filesystem::path input;   // the file that stdin reads, or whose content the pipe gets
  std::filesystem::path output;
  std::filesystem::path error;
  Stdin in = Stdin::kFile;
  Stdout out = Stdout::kFile;
};

// A process of ours. Who does not wait for it leaves it behind.
class Child {
 public:
  explicit Child(Start start);

  void Kill();
  // Feeds a piped stdin, and waits for the end.
  End Wait();

 private:
  Start start_;
  pid_t process_ = 0;
  int pipe_ = -1;  // to stdin
};

}  // namespace process
