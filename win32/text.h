#pragma once

#include <string>
#include <string_view>

namespace win32 {

// Windows speaks UTF-16, we speak UTF-8; these are the only conversions. What is no valid text in
// the one becomes U+FFFD in the other. Neither the active code page nor the manifest matters.
[[nodiscard]] std::wstring ToWide(std::string_view utf8);
[[nodiscard]] std::string ToUtf8(std::wstring_view text);

}  // namespace win32
