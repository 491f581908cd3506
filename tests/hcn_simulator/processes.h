#pragma once

#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <stdexcept>
#include <vector>

namespace hcn::simulator {

// A process of its own for `work`, whose answer is its exit code.
inline pid_t Start(const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child != 0) return child;
  int code = 99;
  try {
    code = work();
  } catch (...) {
  }
  ::_exit(code);
}

// Its wait status, when it has ended.
inline int Await(pid_t child) {
  int status = 0;
  if (::waitpid(child, &status, 0) != child) throw std::runtime_error("waitpid");
  return status;
}

// `count` processes that begin `work(index)` together; their exit codes.
inline std::vector<int> RunTogether(int count, const std::function<int(int)>& work) {
  int gate[2] = {};
  if (::pipe(gate) != 0) throw std::runtime_error("pipe");
  std::vector<pid_t> children;
  for (int index = 0; index < count; ++index) {
    children.push_back(Start([&, index] {
      ::close(gate[1]);
      char nothing = 0;
      while (::read(gate[0], &nothing, 1) > 0) continue;
      return work(index);
    }));
  }
  ::close(gate[0]);
  ::close(gate[1]);
  std::vector<int> codes;
  for (const pid_t child : children) {
    const int status = Await(child);
    codes.push_back(WIFEXITED(status) ? WEXITSTATUS(status) : -1);
  }
  return codes;
}

}  // namespace hcn::simulator
