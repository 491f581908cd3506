#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cli {

using Row = std::vector<std::string>;

// Lines of columns two blanks apart, each as wide as its widest cell, the first row for the
// headings. All rows have as many cells as the first one. Styles (style.h) take no place.
[[nodiscard]] std::string ToTable(const std::vector<Row>& rows);

// How many columns of a terminal the text takes, a column for each character.
[[nodiscard]] std::size_t WidthOf(std::string_view text);

// The text in at most `width` columns; ".." stands for what was cut off.
[[nodiscard]] std::string Cut(std::string_view text, std::size_t width);

}  // namespace cli
