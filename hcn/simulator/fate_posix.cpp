#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <exception>
#include <system_error>
#include <thread>

#include "hcn/simulator/fate.h"
#include "hcn/simulator/simulator.h"

namespace hcn::simulator {
namespace {

constexpr int kFirstOther = 3;

[[noreturn]] void HangForEver() {
  while (true) ::pause();
}

// SIGKILL is delivered before kill returns, or very soon after.
[[noreturn]] void KillSelf() {
  ::kill(::getpid(), SIGKILL);
  HangForEver();
}

// Nobody who waits for the dead caller's output or locks may wait for the child.
void LetGoOfEverything() {
  ::setsid();
  const int nothing = ::open("/dev/null", O_RDWR);
  for (int standard = 0; standard < kFirstOther; ++standard) ::dup2(nothing, standard);
  ::closefrom(kFirstOther);
}

[[noreturn]] void FinishLate(const std::filesystem::path& folder, std::chrono::milliseconds time,
                             const LateCall& call) {
  LetGoOfEverything();
  std::this_thread::sleep_for(time);
  try {
    Simulator host(folder);
    Make(host, call);
  } catch (const std::exception&) {
    ::_exit(1);  // nobody is left to hear it
  }
  ::_exit(0);
}

// The caller dies only when the child has let go: the pipe between them then ends.
void Late(const std::filesystem::path& folder, std::chrono::milliseconds time,
          const LateCall& call) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  const pid_t child = ::fork();
  if (child < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (child == 0) FinishLate(folder, time, call);
  ::close(ends[1]);
  char byte = 0;
  while (::read(ends[0], &byte, 1) < 0 && errno == EINTR) continue;
  KillSelf();
}

}  // namespace

Fate RealFate(const std::filesystem::path& folder) {
  return {KillSelf, HangForEver, [](auto time) { std::this_thread::sleep_for(time); },
          [folder](auto time, const LateCall& call) { Late(folder, time, call); }};
}

}  // namespace hcn::simulator
