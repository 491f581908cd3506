#include <windows.h>

#include <array>

#include "win32/error.h"
#include "win32/text.h"

namespace win32 {
namespace {

DWORD Format(ErrorCode code, DWORD language, std::array<wchar_t, 512>& text) {
  return FormatMessageW(
      FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS | FORMAT_MESSAGE_MAX_WIDTH_MASK,
      nullptr, code, language, text.data(), static_cast<DWORD>(text.size()), nullptr);
}

}  // namespace

ErrorCode LastError() { return GetLastError(); }

std::string Describe(ErrorCode code) {
  std::array<wchar_t, 512> text{};
  DWORD size = Format(code, MAKELANGID(LANG_ENGLISH, SUBLANG_ENGLISH_US), text);
  if (size == 0) size = Format(code, 0, text);
  while (size > 0 && text[size - 1] == L' ') --size;
  const std::string number = "error " + std::to_string(code);
  return size == 0 ? number : ToUtf8({text.data(), size}) + " (" + number + ")";
}

}  // namespace win32
