#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/process_io.h"

namespace plugin {

// Where the time of one call goes: each moment of it is in one phase, named by a literal. Phases
// nest, and what an inner one takes is not the outer one's. Only one thread may enter them.
class Phases {
 public:
  struct Spent {
    std::string_view phase;
    unsigned times = 0;
    std::chrono::nanoseconds time{0};
  };

  // From here to its end is `phase`; then the one before goes on.
  class Scope {
   public:
    Scope(Phases& phases, const char* phase);
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    ~Scope();

   private:
    Phases& phases_;
    const char* outer_;
  };

  // Begins with "start", what the process took so far (ProcessIo::Age), and is in "other".
  explicit Phases(ProcessIo& io);

  // The phase of this moment; any thread may ask.
  [[nodiscard]] const char* Current() const noexcept { return current_; }

  // What was spent up to now, in the order in which the phases were entered first; "other" is last.
  [[nodiscard]] std::vector<Spent> Read();

  // The same in milliseconds, with how often where it was not once:
  // "start 0.51, parse 0.20, HcnOpenNetwork 0.10 (2), other 0.05".
  [[nodiscard]] std::string ToText();

 private:
  Spent& Of(std::string_view phase);
  void Switch(const char* next);

  ProcessIo& io_;
  std::vector<Spent> spent_;
  std::chrono::steady_clock::time_point since_;
  std::atomic<const char*> current_;
};

}  // namespace plugin
