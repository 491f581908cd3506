#pragma once

#include <string_view>

namespace hcn {

// How many levels of lists and objects a document from outside may have. To copy, compare or write
// one takes stack for each level, and its size alone would allow for millions.
inline constexpr unsigned kMostJsonDepth = 1000;

// Whether JSON has more levels than that. Of a text that is no JSON it says nothing: nlohmann's
// parser needs no stack to find that out.
[[nodiscard]] bool IsTooDeep(std::string_view json);

}  // namespace hcn
