#pragma once

#include <span>
#include <string>
#include <string_view>

namespace cli {

// How many letters have to be inserted, left out or replaced to make one of the other, whatever
// their case.
[[nodiscard]] std::size_t EditDistance(std::string_view one, std::string_view other);

// The name that was probably meant; empty where none is near.
[[nodiscard]] std::string_view Nearest(std::string_view text,
                                       std::span<const std::string_view> names);

}  // namespace cli
