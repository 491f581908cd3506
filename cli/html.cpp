#include "cli/html.h"

#include "hcn/text.h"

namespace cli {

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : hcn::Printable(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string Element(std::string_view name, std::string_view css_class, std::string_view text) {
  std::string element = "<" + std::string(name);
  if (!css_class.empty()) element.append(" class=\"").append(css_class).append("\"");
  return element + ">" + Escaped(text) + "</" + std::string(name) + ">";
}

}  // namespace cli
