#include "cli/wrap.h"

#include <algorithm>

#include "cli/table.h"

namespace cli {
namespace {

std::string_view TakeWord(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

}  // namespace

std::string Wrapped(std::string_view lead, std::string_view text) {
  const std::size_t indent = WidthOf(lead);
  std::string wrapped(lead);
  std::size_t column = indent;
  while (!text.empty()) {
    const std::string_view word = TakeWord(text);
    if (word.empty()) continue;
    if (column > indent && column + 1 + WidthOf(word) > kColumns) {
      wrapped += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (column > indent) {
      wrapped += ' ';
      ++column;
    }
    wrapped += word;
    column += WidthOf(word);
  }
  return wrapped + "\n";
}

}  // namespace cli
