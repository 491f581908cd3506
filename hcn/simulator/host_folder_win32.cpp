#include <windows.h>

#include <string>

#include "hcn/simulator/make_api.h"

namespace hcn::simulator {
namespace {

// %ProgramData%, or what Windows puts there for a process that was started without it.
std::filesystem::path ProgramData() {
  constexpr DWORD kLongest = 32768;
  std::wstring value(kLongest, L'\0');
  value.resize(::GetEnvironmentVariableW(L"ProgramData", value.data(), kLongest));
  return value.empty() ? L"C:\\ProgramData" : value;
}

}  // namespace

std::filesystem::path HostFolder(std::string_view value) {
  return value.empty() ? ProgramData() / "hcn-simulator" : std::filesystem::path(value);
}

}  // namespace hcn::simulator
