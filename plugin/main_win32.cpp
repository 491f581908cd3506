#include <windows.h>

#include <csignal>

#include "plugin/main.h"
#include "win32/text.h"

namespace {

// Nobody sits before a node: a crash must end the process and not open a window that waits.
void ShowNoDialogs() {
  SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
  std::signal(SIGABRT, [](int) { TerminateProcess(GetCurrentProcess(), 3); });
}

// What is loaded from here on comes from System32 alone, never from the folder of the plugins, the
// working directory or the PATH.
void TrustOnlySystemDlls() {
  SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_SYSTEM32);
  SetDllDirectoryW(L"");
}

}  // namespace

int wmain(int argc, wchar_t** argv) {
  ShowNoDialogs();
  TrustOnlySystemDlls();
  std::vector<std::string> arguments;
  for (int i = 1; i < argc; ++i) arguments.push_back(win32::ToUtf8(argv[i]));
  return plugin::Main(arguments);
}
