#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace conf {

// Each says what is wrong with the text, as half a sentence that can follow a variable's or key's
// name; absent when it is good. Matched byte by byte, so that no locale and no newline can get
// round it.
[[nodiscard]] std::optional<std::string> WhyNoContainerId(std::string_view text);
// Also refuses what Windows cannot have as a file name: device names, a trailing dot.
[[nodiscard]] std::optional<std::string> WhyNoNetworkName(std::string_view text);
// 1 to 15 bytes; no white space of any script, no '/', '\', ':', '*', '?', '~' nor other characters
// that a file name cannot have; not only dots.
[[nodiscard]] std::optional<std::string> WhyNoIfname(std::string_view text);
// At most 14 bytes of the network name's alphabet, so that endpoint names stay within 128 bytes.
[[nodiscard]] std::optional<std::string> WhyNoOwnerTag(std::string_view text);

}  // namespace conf
