#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hcn {

// Foreign text made fit for an error message: one line of valid UTF-8, at most `max_bytes` long.
// What is not UTF-8 becomes U+FFFD, runs of blanks, control characters and line separators become
// one blank, blanks at both ends go, and "..." stands for what was cut off.
[[nodiscard]] std::string OneLine(std::string_view text, std::size_t max_bytes);

// Foreign text made fit for a terminal, its lines and blanks kept: what is not UTF-8, control
// characters but line feeds and tabs, and what turns the direction of writing become U+FFFD. "..."
// stands for what was cut off behind `max_bytes`.
[[nodiscard]] std::string Printable(std::string_view text,
                                    std::size_t max_bytes = std::string_view::npos);

}  // namespace hcn
