#pragma once

#include <atomic>
#include <string_view>

#include "plugin/process_io.h"

namespace plugin {

// stdout, for the verb and its watchdog: whoever claims it first prints the one document, or
// nothing.
class Output {
 public:
  explicit Output(ProcessIo& io) : io_(io) {}

  // True for the first caller only.
  [[nodiscard]] bool Claim() { return !claimed_.exchange(true); }
  // A result, for the one who claimed. Throws IoError.
  void Write(std::string_view document) {
    io_.WriteOutput(document);
    holds_result_ = true;
  }
  // What the process has to end with from here on: a result on stdout is a success.
  [[nodiscard]] int ExitCode() const { return holds_result_ ? 0 : 1; }

 private:
  ProcessIo& io_;
  std::atomic<bool> claimed_ = false;
  std::atomic<bool> holds_result_ = false;
};

}  // namespace plugin
