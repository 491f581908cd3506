#pragma once

#include "win32/error.h"

namespace win32 {

// A DLL from System32, and from nowhere else. What a program imports instead is loaded into every
// process of it, called or not. It stays loaded for as long as the process lives: a call may
// outlive its caller.
class SystemDll {
 public:
  explicit SystemDll(const wchar_t* file_name);

  // Why there is none, such as ERROR_MOD_NOT_FOUND; 0 when there is one.
  [[nodiscard]] ErrorCode error() const { return error_; }

  // The address of an export; null when there is none of that name, or no DLL.
  [[nodiscard]] void* Address(const char* name) const;
  template <typename Function>
  [[nodiscard]] Function* Find(const char* name) const {
    return reinterpret_cast<Function*>(Address(name));
  }

 private:
  void* module_;
  ErrorCode error_;
};

}  // namespace win32
