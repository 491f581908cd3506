#pragma once

#include <string>
#include <string_view>

namespace conf {

// What other JSON readers let pass and nlohmann's does not, put right in the text before it is read
// again. None of them makes malformed JSON well-formed.

// Numbers beyond double ("1e400") become the largest power of ten. Keeps all positions.
void ShrinkHugeNumbers(std::string& json);

// Half of a surrogate pair ("\ud800") becomes "\ufffd". Keeps all positions.
void ReplaceLoneSurrogates(std::string& json);

// Each byte that is not part of valid UTF-8 becomes U+FFFD, as in Go.
[[nodiscard]] std::string ReplaceInvalidUtf8(std::string_view text);

}  // namespace conf
