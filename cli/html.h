#pragma once

#include <string>
#include <string_view>

namespace cli {

// Foreign text as a page shows it, in an element or in a quoted attribute: nothing in it is markup,
// and what hcn::Printable replaces is replaced.
[[nodiscard]] std::string Escaped(std::string_view text);

// "<td class=\"state\">text</td>", the text escaped; without a class where that is empty.
[[nodiscard]] std::string Element(std::string_view name, std::string_view css_class,
                                  std::string_view text);

}  // namespace cli
