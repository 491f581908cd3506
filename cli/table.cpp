#include "cli/table.h"

#include <algorithm>
#include <cstddef>

#include "cli/style.h"

namespace cli {
namespace {

constexpr std::string_view kBetween = "  ";
constexpr std::string_view kCut = "..";

bool StartsCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }

std::vector<std::size_t> WidthsOf(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths(rows.empty() ? 0 : rows.front().size());
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], WidthOf(row[i]));
    }
  }
  return widths;
}

}  // namespace

std::string ToTable(const std::vector<Row>& rows) {
  const auto widths = WidthsOf(rows);
  std::string text;
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) line += kBetween;
      line += row[i] + std::string(widths[i] - WidthOf(row[i]), ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::size_t WidthOf(std::string_view text) {
  const std::string plain = WithoutStyles(text);
  return static_cast<std::size_t>(std::ranges::count_if(plain, StartsCharacter));
}

std::string Cut(std::string_view text, std::size_t width) {
  if (WidthOf(text) <= width) return std::string(text);
  std::size_t end = 0;
  for (std::size_t left = width - kCut.size(); left > 0; --left) {
    do {
      ++end;
    } while (end < text.size() && !StartsCharacter(text[end]));
  }
  return std::string(text.substr(0, end)).append(kCut);
}

}  // namespace cli
