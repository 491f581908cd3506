#include "cli/report_map.h"

#include <algorithm>
#include <map>
#include <optional>

#include "cli/holder_report.h"
#include "cli/html.h"

namespace cli {
namespace {

using ipam::IpAddress;

constexpr std::uint64_t kMostCells = 4096;
constexpr std::uint64_t kMostShown = 65536;

struct Cell {
  const Holder* worst = nullptr;
  std::uint64_t held = 0;
};

// Who is to be seen where a cell stands for several: what needs attention first.
bool IsWorse(const Holder& one, const Holder& other) {
  return NeedsAttention(one.state) && !NeedsAttention(other.state);
}

// What is shown of a slice: `cells` of `step` addresses each, and who holds some of them.
struct Grid {
  std::uint64_t step = 1;
  std::uint64_t cells = 0;
  std::map<std::uint64_t, Cell> held;
};

std::uint64_t LastHeld(const ipam::Slice& slice, const std::vector<Holder>& holders) {
  std::uint64_t last = 0;
  for (const Holder& holder : holders) {
    for (const IpAddress& address : holder.addresses) {
      if (!slice.subnet().Contains(address)) continue;
      last = std::max(last, slice.subnet().first().DistanceTo(address));
    }
  }
  return last;
}

Grid GridOf(const ipam::Slice& slice, const std::vector<Holder>& holders) {
  Grid grid;
  const IpAddress& first = slice.subnet().first();
  std::uint64_t last = first.DistanceTo(slice.subnet().last());
  if (last >= kMostShown) last = std::max(std::uint64_t{255}, LastHeld(slice, holders) | 255);
  while (last / grid.step >= kMostCells) grid.step *= 2;
  grid.cells = last / grid.step + 1;
  for (const Holder& holder : holders) {
    for (const IpAddress& address : holder.addresses) {
      if (!slice.subnet().Contains(address)) continue;
      Cell& cell = grid.held[first.DistanceTo(address) / grid.step];
      if (cell.worst == nullptr || IsWorse(holder, *cell.worst)) cell.worst = &holder;
      ++cell.held;
    }
  }
  return grid;
}

std::string TitleOf(const IpAddress& first, const Cell& cell, std::uint64_t step) {
  std::string at = step == 1 ? first.ToString()
                             : "from " + first.ToString() + " on " + std::to_string(step) +
                                   " addresses, " + std::to_string(cell.held) + " held";
  if (cell.worst == nullptr) return at;
  return at + " " + std::string(ToString(cell.worst->state)) + " " + Subject(*cell.worst);
}

std::string CellOf(const ipam::Slice& slice, const IpAddress& first, const Cell& cell,
                   std::uint64_t step) {
  const std::string title = Escaped(TitleOf(first, cell, step));
  if (cell.worst != nullptr) {
    return "<i class=\"" + std::string(ToString(cell.worst->state)) + "\" title=\"" + title +
           "\">" + std::string(LetterOf(cell.worst->state)) + "</i>";
  }
  const bool is_never = step == 1 && !slice.MayHandOut(first);
  return "<i class=\"" + std::string(is_never ? "never" : "free") + "\" title=\"" + title +
         "\"></i>";
}

std::string Legend(const std::vector<Holder>& holders) {
  std::string legend = "<p class=\"legend\">";
  const auto entry = [&legend](std::string_view css_class, std::string_view letter,
                               std::string_view text) {
    legend.append("<span><i class=\"").append(css_class).append("\">").append(letter);
    legend.append("</i>").append(Escaped(text)).append("</span> ");
  };
  for (const State state : kStates) {
    if (std::ranges::find(holders, state, &Holder::state) == holders.end()) continue;
    entry(ToString(state), LetterOf(state), ToString(state));
  }
  entry("free", "", "free");
  entry("never", "", "never handed out");
  return legend + "</p>\n";
}

}  // namespace

std::string_view LetterOf(State state) {
  switch (state) {
    case State::kLive:
      return "L";
    case State::kOrphan:
      return "O";
    case State::kHalfMade:
      return "H";
    case State::kLost:
      return "X";
    case State::kUnrecorded:
      return "U";
    case State::kUnreadable:
      return "?";
    case State::kReserved:
      return "R";
    case State::kResting:
      return "Z";
    case State::kForeign:
      return "F";
    case State::kUnknown:
      break;
  }
  return "~";
}

std::string HtmlMapOf(const SliceUse& use, const std::vector<Holder>& holders) {
  const Grid grid = GridOf(use.slice, holders);
  const std::uint64_t columns = grid.cells <= 512 ? 32 : 64;
  const IpAddress& first = use.slice.subnet().first();
  std::string map = "<div class=\"map c" + std::to_string(columns) + "\">\n";
  for (std::uint64_t cell = 0; cell < grid.cells; ++cell) {
    const IpAddress address = first.Advanced(cell * grid.step);
    if (cell % columns == 0) map += Element("b", "", address.ToString());
    const auto held = grid.held.find(cell);
    map += CellOf(use.slice, address, held == grid.held.end() ? Cell{} : held->second, grid.step);
    if (cell % columns == columns - 1) map += "\n";
  }
  map += "</div>\n" + Legend(holders);
  if (grid.step > 1) {
    map += Element("p", "quiet", "Each cell is " + std::to_string(grid.step) + " addresses.");
  }
  return map;
}

}  // namespace cli
