#pragma once

#include <cstdint>
#include <string>

namespace win32 {

// What a Win32 function that failed left for its caller (GetLastError).
using ErrorCode = std::uint32_t;
[[nodiscard]] ErrorCode LastError();

// "Access is denied. (error 5)": the system's words for a code, in English where Windows has them.
[[nodiscard]] std::string Describe(ErrorCode code);

}  // namespace win32
