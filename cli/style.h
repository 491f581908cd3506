#pragma once

#include <string>
#include <string_view>

namespace cli {

// How a piece of text looks on a terminal that shows colours, and nowhere else.
enum class Style { kPlain, kGood, kWarning, kBad, kQuiet, kReserved };

// The text between marks that Terminal makes escape sequences of. The marks are noncharacters of
// Unicode (U+FDD0 and following), which texts do not hold: control characters of foreign texts are
// replaced before that.
[[nodiscard]] std::string Styled(Style style, std::string_view text);

// A mark as well: what is printed next is in the place of the line that the cursor is in.
[[nodiscard]] std::string LineAnew();

// The marks taken out, or made escape sequences (ECMA-48, SGR and EL).
[[nodiscard]] std::string WithoutStyles(std::string_view text);
[[nodiscard]] std::string WithEscapes(std::string_view text);

}  // namespace cli
