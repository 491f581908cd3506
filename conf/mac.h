#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace conf {

// Both take ':' or '-' between the bytes, any case, and give what HCN writes: upper-case hex with
// '-'. Absent when the text is something else, or names a group (multicast) address, which no
// endpoint can have.

// Six bytes: "00-15-5D-AA-BB-CC".
[[nodiscard]] std::optional<std::string> ParseMac(std::string_view text);
// The first two of them, "0E-2A": the address gives the other four.
[[nodiscard]] std::optional<std::string> ParseMacPrefix(std::string_view text);

}  // namespace conf
