#include <windows.h>

#include "plugin/process_io.h"
#include "win32/text.h"

namespace plugin {
namespace {

// https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-registereventsourcew and below
using Register = HANDLE WINAPI(LPCWSTR, LPCWSTR);
using Report = BOOL WINAPI(HANDLE, WORD, WORD, DWORD, PSID, WORD, DWORD, LPCWSTR*, LPVOID);
using Deregister = BOOL WINAPI(HANDLE);

// Any number does: the source that install.ps1 registers shows the text alone for each of them.
constexpr DWORD kEventId = 1;
// ReportEvent takes 31,839 characters for one text.
constexpr std::size_t kMostCharacters = 16000;

// Found when there is something to report: no verb that succeeds pays for it.
template <typename Function>
Function* Find(HMODULE module, const char* name) {
  return reinterpret_cast<Function*>(reinterpret_cast<void*>(GetProcAddress(module, name)));
}

void ReportToApplicationLog(std::string_view text) {
  const HMODULE advapi = LoadLibraryExW(L"advapi32.dll", nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32);
  if (advapi == nullptr) return;
  auto* const open = Find<Register>(advapi, "RegisterEventSourceW");
  auto* const report = Find<Report>(advapi, "ReportEventW");
  auto* const close = Find<Deregister>(advapi, "DeregisterEventSource");
  if (open == nullptr || report == nullptr || close == nullptr) return;
  const HANDLE source = open(nullptr, L"hcn-slice");
  if (source == nullptr) return;
  std::wstring wide = win32::ToWide(text);
  if (wide.size() > kMostCharacters) wide.resize(kMostCharacters);
  LPCWSTR strings = wide.c_str();
  report(source, EVENTLOG_ERROR_TYPE, 0, kEventId, nullptr, 1, 0, &strings, nullptr);
  close(source);
}

}  // namespace

void ProcessIo::ReportError(std::string_view text) noexcept {
  try {
    ReportToApplicationLog(text);
  } catch (const std::exception&) {
    // Whoever asked has the error already.
  }
}

}  // namespace plugin
