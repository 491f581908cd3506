#include <windows.h>

#include "plugin/crash_win32.h"
#include "plugin/main.h"
#include "win32/text.h"

namespace {

// What is loaded from here on comes from System32 alone, never from the folder of the plugins, the
// working directory or the PATH.
void TrustOnlySystemDlls() {
  SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_SYSTEM32);
  SetDllDirectoryW(L"");
}

}  // namespace

int wmain(int argc, wchar_t** argv) {
  plugin::ShowNoDialogs();
  TrustOnlySystemDlls();
  std::vector<std::string> arguments;
  for (int i = 1; i < argc; ++i) arguments.push_back(win32::ToUtf8(argv[i]));
  return plugin::Main(arguments);
}
