#pragma once

#include <string>
#include <vector>

#include "tests/process/node.h"

namespace process {

// A system call of the executable that changes something outside of it.
struct SystemCall {
  std::string name;
  unsigned number = 0;  // the how many-th of this name in the process, counted from 1
  std::string text;     // as strace prints it
};

// Why strace cannot be used here; empty when it can. Containers may forbid ptrace.
[[nodiscard]] std::string WhyNoStrace();

// Runs the call and writes down what it did, in its order.
[[nodiscard]] std::vector<SystemCall> WritesOf(Node& node, Call call);

// Runs the call; SIGKILL takes it at that system call, which is not carried out.
End RunKilledAt(Node& node, Call call, const SystemCall& at);

}  // namespace process
