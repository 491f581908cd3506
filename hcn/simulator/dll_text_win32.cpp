#include <windows.h>
#include <objbase.h>

#include <new>

#include "hcn/simulator/dll_text.h"
#include "win32/text.h"

namespace hcn::simulator {

std::string Utf8(const wchar_t* text) { return text == nullptr ? "" : win32::ToUtf8(text); }

wchar_t* ToCoTaskMem(std::string_view text) {
  const std::wstring wide = win32::ToWide(text);
  const std::size_t size = wide.size() + 1;
  auto* const memory = static_cast<wchar_t*>(::CoTaskMemAlloc(size * sizeof(wchar_t)));
  if (memory == nullptr) throw std::bad_alloc();
  wide.copy(memory, wide.size());
  memory[wide.size()] = L'\0';
  return memory;
}

std::string Environment(const wchar_t* name) {
  constexpr DWORD kLongest = 32768;
  std::wstring value(kLongest, L'\0');
  value.resize(::GetEnvironmentVariableW(name, value.data(), kLongest));
  return win32::ToUtf8(value);
}

}  // namespace hcn::simulator
