#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>

#include "plugin/process_io.h"

namespace cli {

// How far a command is, that takes longer than a second: on one line of the terminal, which is
// taken away at the end. Where no styles are shown (terminal.h), there is none.
class Progress {
 public:
  // `io` must outlive it, and be the process of a Terminal.
  explicit Progress(plugin::ProcessIo& io);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  // Another step begins: `what` says which ("look at …").
  void Step(std::string_view what);

 private:
  plugin::ProcessIo& io_;
  bool may_show_;
  bool is_shown_ = false;
  std::size_t steps_ = 0;
  std::chrono::steady_clock::time_point next_;  // when the line changes again
};

}  // namespace cli
