#include "cli/nearest.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "conf/text.h"

namespace cli {
namespace {

// Longer than any name that is known here.
constexpr std::size_t kMostCompared = 64;

}  // namespace

// Row by row of the table of Wagner and Fischer.
std::size_t EditDistance(std::string_view one, std::string_view other) {
  const std::string from = conf::ToLower(one);
  const std::string to = conf::ToLower(other);
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < from.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < to.size(); ++j) {
      const std::size_t replaced = diagonal + (from[i] == to[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

std::string_view Nearest(std::string_view text, std::span<const std::string_view> names) {
  std::string_view nearest;
  if (text.size() > kMostCompared) return nearest;
  // Every third letter may be wrong, and two that changed places.
  std::size_t most = std::max<std::size_t>((text.size() + 1) / 3, 1) + 1;
  for (const std::string_view name : names) {
    const std::size_t distance = EditDistance(text, name);
    if (distance >= most) continue;
    most = distance;
    nearest = name;
  }
  return nearest;
}

}  // namespace cli
