#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hcn {

// Foreign text made fit for an error message: one line of valid UTF-8, at most `max_bytes` long.
// What is not UTF-8 becomes U+FFFD, runs of blanks, control characters and line separators become
// one blank, blanks at both ends go, and "..." stands for what was cut off.
[[nodiscard]] std::string OneLine(std::string_view text, std::size_t max_bytes);

}  // namespace hcn
