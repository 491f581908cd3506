#pragma once

#include <chrono>
#include <filesystem>
#include <functional>

#include "hcn/simulator/late_call.h"

namespace hcn::simulator {

// How a process dies, hangs, sleeps, and leaves a call to be finished when it is dead. The real
// ones end this process; a test's throw instead and freeze its world.
struct Fate {
  std::function<void()> kill;
  std::function<void()> hang;
  std::function<void(std::chrono::milliseconds)> sleep;
  // Ends the caller at once; `call` takes effect after `time`.
  std::function<void(std::chrono::milliseconds time, const LateCall& call)> late;
};

// Of a process that uses the host in `folder`. Death is by SIGKILL, on Windows by TerminateProcess
// with exit code 137, which is how shells show SIGKILL: no destructor, no flush, no handler. What
// is left to finish a late call holds none of the dead caller's files and locks.
[[nodiscard]] Fate RealFate(const std::filesystem::path& folder);

}  // namespace hcn::simulator
