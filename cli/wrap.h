#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cli {

// How wide what people read is at most.
inline constexpr std::size_t kColumns = 100;

// `lead` and the text behind it, broken at blanks into lines of at most kColumns, the later ones
// indented to where the text began; what is longer than a line stays whole. Ends with a line feed.
[[nodiscard]] std::string Wrapped(std::string_view lead, std::string_view text);

}  // namespace cli
