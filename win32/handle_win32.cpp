#include <windows.h>

#include "win32/handle.h"

namespace win32 {

Handle::Handle(void* value) : value_(value == INVALID_HANDLE_VALUE ? nullptr : value) {}

Handle::~Handle() {
  if (is_open()) CloseHandle(value_);
}

}  // namespace win32
