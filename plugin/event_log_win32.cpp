#include <windows.h>

#include "plugin/process_io.h"
#include "win32/text.h"

namespace plugin {
namespace {

// Any number does: the source that install.ps1 registers shows the text alone for each of them.
constexpr DWORD kEventId = 1;
// ReportEvent takes 31,839 characters for one text.
constexpr std::size_t kMostCharacters = 16000;

void ReportToApplicationLog(std::string_view text) {
  const HANDLE source = RegisterEventSourceW(nullptr, L"hcn-slice");
  if (source == nullptr) return;
  std::wstring wide = win32::ToWide(text);
  if (wide.size() > kMostCharacters) wide.resize(kMostCharacters);
  LPCWSTR strings = wide.c_str();
  ReportEventW(source, EVENTLOG_ERROR_TYPE, 0, kEventId, nullptr, 1, 0, &strings, nullptr);
  DeregisterEventSource(source);
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
