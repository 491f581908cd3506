#pragma once

#include <chrono>
#include <functional>

namespace hcn::simulator {

// How a process dies, hangs, sleeps, and leaves a call to be finished when it is dead. The real
// ones end this process; a test's throw instead and freeze its world.
struct Fate {
  std::function<void()> kill;
  std::function<void()> hang;
  std::function<void(std::chrono::milliseconds)> sleep;
  // Ends the caller at once; `call` takes effect after `time`.
  std::function<void(std::chrono::milliseconds time, std::function<void()> call)> late;
};

// Death is by SIGKILL: no destructor, no flush, no signal handler. What is left to finish a late
// call holds none of the dead caller's files and locks.
[[nodiscard]] Fate RealFate();

}  // namespace hcn::simulator
