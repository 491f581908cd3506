#include "plugin/crash_win32.h"

#include <windows.h>

#include <csignal>

namespace plugin {

void ShowNoDialogs() {
  SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
  std::signal(SIGABRT, [](int) { TerminateProcess(GetCurrentProcess(), 3); });
}

}  // namespace plugin
