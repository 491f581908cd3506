#include <windows.h>

#include "win32/system_dll.h"

namespace win32 {

SystemDll::SystemDll(const wchar_t* file_name)
    : module_(LoadLibraryExW(file_name, nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32)),
      error_(module_ == nullptr ? LastError() : 0) {}

void* SystemDll::Address(const char* name) const {
  if (module_ == nullptr) return nullptr;
  return reinterpret_cast<void*>(GetProcAddress(static_cast<HMODULE>(module_), name));
}

}  // namespace win32
