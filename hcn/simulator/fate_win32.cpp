#include <windows.h>

#include <system_error>

#include "hcn/simulator/fate.h"
#include "hcn/simulator/files.h"
#include "hcn/simulator/late_entry.h"
#include "hcn/simulator/simulator.h"
#include "win32/handle.h"

namespace hcn::simulator {
namespace {

constexpr UINT kKilled = 137;

[[noreturn]] void ThrowLast(const char* what) {
  throw std::system_error(static_cast<int>(::GetLastError()), std::system_category(), what);
}

[[noreturn]] void HangForEver() {
  while (true) ::Sleep(INFINITE);
}

[[noreturn]] void KillSelf() {
  ::TerminateProcess(::GetCurrentProcess(), kKilled);
  HangForEver();
}

void Sleep(std::chrono::milliseconds time) { ::Sleep(static_cast<DWORD>(time.count())); }

// The file of the DLL that this code is in. An executable that holds the simulator has nobody who
// could finish a call for it.
std::filesystem::path OwnDll() {
  HMODULE module = nullptr;
  const auto here = reinterpret_cast<LPCWSTR>(&KillSelf);
  constexpr DWORD kFlags =
      GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT;
  if (::GetModuleHandleExW(kFlags, here, &module) == 0) ThrowLast("GetModuleHandleExW");
  if (::GetProcAddress(module, kLateEntry) == nullptr) ThrowLast("a late call needs the DLL");
  constexpr DWORD kLongest = 32768;
  std::wstring name(kLongest, L'\0');
  name.resize(::GetModuleFileNameW(module, name.data(), kLongest));
  return name;
}

std::filesystem::path Rundll32() {
  std::wstring folder(MAX_PATH, L'\0');
  folder.resize(::GetSystemDirectoryW(folder.data(), MAX_PATH));
  return std::filesystem::path(folder) / "rundll32.exe";
}

// Nobody who waits for the dead caller's output or locks may wait for this process: it inherits no
// handle, and no console.
void StartAlone(const std::filesystem::path& program, std::wstring command_line) {
  STARTUPINFOW start{};
  start.cb = sizeof start;
  start.dwFlags = STARTF_USESTDHANDLES;
  start.hStdInput = start.hStdOutput = start.hStdError = INVALID_HANDLE_VALUE;
  PROCESS_INFORMATION process{};
  if (::CreateProcessW(program.c_str(), command_line.data(), nullptr, nullptr, FALSE,
                       DETACHED_PROCESS, nullptr, nullptr, &start, &process) == 0) {
    ThrowLast("rundll32.exe");
  }
  const win32::Handle thread(process.hThread);
  const win32::Handle handle(process.hProcess);
}

// Windows cannot fork. rundll32 loads this DLL again and gives it the call in a file of the host's
// folder.
void Late(const std::filesystem::path& folder, std::chrono::milliseconds time,
          const LateCall& call) {
  const auto order = std::filesystem::absolute(folder) / ("late-" + Guid::Random().ToString());
  std::filesystem::create_directories(folder);
  Write(order, ToText({time, call}));
  const std::wstring command_line =
      L"rundll32.exe \"" + OwnDll().wstring() + L"\"," + kLateName + L" " + order.wstring();
  StartAlone(Rundll32(), command_line);
  KillSelf();
}

}  // namespace

Fate RealFate(const std::filesystem::path& folder) {
  return {KillSelf, HangForEver, Sleep,
          [folder](auto time, const LateCall& call) { Late(folder, time, call); }};
}

void FinishLateCall(const std::filesystem::path& file) {
  const auto text = ReadIfThere(file);
  if (!text) return;
  RemoveIfThere(file);
  const LateOrder order = ParseLateOrder(*text);
  Sleep(order.time);
  Simulator host(file.parent_path());
  Make(host, order.call);
}

}  // namespace hcn::simulator
