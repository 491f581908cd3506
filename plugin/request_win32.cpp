#include <windows.h>

#include <array>

#include "conf/text.h"
#include "plugin/request.h"
#include "win32/text.h"

namespace plugin {
namespace {

// Where Windows puts it unless it was moved: ProgramData on the drive of Windows itself. Never a
// path relative to the working directory, which for a plugin is System32.
std::filesystem::path UsualProgramData() {
  std::array<wchar_t, MAX_PATH> windows{};
  GetSystemWindowsDirectoryW(windows.data(), static_cast<UINT>(windows.size()));
  return std::filesystem::path(windows.data()).root_path() / L"ProgramData";
}

}  // namespace

conf::Defaults DefaultsOf(ProcessIo& io) {
  const std::filesystem::path set = conf::ToPath(io.Environment("ProgramData"));
  return {(set.is_absolute() ? set : UsualProgramData()) / L"hcn-slice"};
}

}  // namespace plugin
