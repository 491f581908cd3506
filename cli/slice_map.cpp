#include "cli/slice_map.h"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>

#include "cli/style.h"
#include "cli/table.h"

namespace cli {
namespace {

constexpr std::size_t kPerLine = 64;
constexpr std::size_t kPerGroup = 16;
// A subnet of this size still fits when a cell stands for so many addresses.
constexpr std::uint64_t kMostPerCell = 16;

struct Look {
  Place place;
  char sign;
  Style style;
  std::string_view about;
};
constexpr auto kLooks = std::to_array<Look>({
    {Place::kFree, '.', Style::kQuiet, "free"},
    {Place::kUsed, '#', Style::kGood, "used"},
    {Place::kReserved, 'R', Style::kReserved, "reserved"},
    {Place::kResting, '~', Style::kWarning, "resting"},
    {Place::kOdd, '!', Style::kBad, "orphan, or odd otherwise"},
    {Place::kForeign, 'F', Style::kBad, "foreign"},
    {Place::kNever, '-', Style::kQuiet, "never handed out"},
});

const Look& LookOf(Place place) { return *std::ranges::find(kLooks, place, &Look::place); }

Place PlaceOf(State state) {
  switch (state) {
    case State::kLive:
    case State::kUnknown:
      return Place::kUsed;
    case State::kReserved:
      return Place::kReserved;
    case State::kResting:
      return Place::kResting;
    case State::kForeign:
      return Place::kForeign;
    case State::kOrphan:
    case State::kHalfMade:
    case State::kLost:
    case State::kUnrecorded:
    case State::kUnreadable:
      return Place::kOdd;
  }
  return Place::kOdd;
}

// The number of an address in its subnet; absent for one of another.
std::optional<std::uint64_t> IndexOf(const ipam::Subnet& subnet, const ipam::IpAddress& address) {
  if (!subnet.Contains(address)) return std::nullopt;
  return subnet.first().DistanceTo(address);
}

// One less than the subnet has: all of a /64 is one too many for 64 bits.
std::uint64_t LastIndex(const ipam::Subnet& subnet) {
  return subnet.first().DistanceTo(subnet.last());
}

// The last address that somebody has, or that is drawn anyway.
std::uint64_t LastToDraw(const ipam::Slice& slice, const std::vector<Holder>& holders) {
  const ipam::Subnet& subnet = slice.subnet();
  std::uint64_t last = LastIndex(subnet);
  if (last < kMostCells * kMostPerCell) return last;
  last = kPerLine - 1;
  const auto reach = [&](const ipam::IpAddress& address) {
    last = std::max(last, IndexOf(subnet, address).value_or(0));
  };
  reach(slice.range_start());
  for (const Holder& holder : holders) std::ranges::for_each(holder.addresses, reach);
  return last;
}

// A power of two, so that a cell is a block of a prefix.
std::uint64_t PerCell(std::uint64_t last) {
  const std::uint64_t fewest = last / kMostCells + 1;
  return fewest > (UINT64_MAX >> 1) ? UINT64_MAX / 2 + 1 : std::bit_ceil(fewest);
}

void MarkNever(const ipam::Slice& slice, SliceMap& map) {
  std::optional<ipam::IpAddress> address = map.first;
  for (SliceMap::Cell& cell : map.cells) {
    const bool may_be = address && slice.MayHandOut(*address);
    if (map.per_cell == 1 && !may_be) cell.place = Place::kNever;
    if (address) address = address->Next();
  }
}

// Whole blocks before and behind the range.
void MarkOutside(const ipam::Slice& slice, SliceMap& map) {
  const std::uint64_t start = *IndexOf(slice.subnet(), slice.range_start()) / map.per_cell;
  const std::uint64_t end = *IndexOf(slice.subnet(), slice.range_end()) / map.per_cell;
  for (std::size_t i = 0; i < map.cells.size(); ++i) {
    if (i < start || i > end) map.cells[i].place = Place::kNever;
  }
}

char SignOf(const SliceMap& map, const SliceMap::Cell& cell) {
  if (cell.place != Place::kUsed || map.per_cell == 1) return LookOf(cell.place).sign;
  const std::uint64_t tenths = cell.in_use / (map.per_cell / 10 + 1) + 1;
  return cell.in_use >= map.per_cell ? LookOf(Place::kUsed).sign
                                     : static_cast<char>('0' + std::min<std::uint64_t>(tenths, 9));
}

// One style for what is alike, not one for each place.
std::string Line(const SliceMap& map, std::size_t begin, std::size_t end) {
  std::string line;
  std::string run;
  Style style = Style::kPlain;
  for (std::size_t i = begin; i < end; ++i) {
    const Style next = LookOf(map.cells[i].place).style;
    if (next != style) {
      line += Styled(style, run);
      run.clear();
      style = next;
    }
    if (i > begin && i % kPerGroup == 0) run += ' ';
    run += SignOf(map, map.cells[i]);
  }
  return line + Styled(style, run);
}

}  // namespace

SliceMap MapOf(const ipam::Slice& slice, const std::vector<Holder>& holders) {
  const std::uint64_t last = LastToDraw(slice, holders);
  SliceMap map{slice.subnet().first(), PerCell(last), {}};
  map.cells.resize(last / map.per_cell + 1);
  map.is_whole = last == LastIndex(slice.subnet());
  MarkNever(slice, map);
  MarkOutside(slice, map);
  for (const Holder& holder : holders) {
    for (const ipam::IpAddress& address : holder.addresses) {
      const auto index = IndexOf(slice.subnet(), address);
      if (!index) continue;
      SliceMap::Cell& cell = map.cells.at(*index / map.per_cell);
      cell.place = std::max(cell.place, PlaceOf(holder.state));
      ++cell.in_use;
    }
  }
  return map;
}

std::string ToGrid(const SliceMap& map) {
  std::vector<Row> rows;
  for (std::size_t begin = 0; begin < map.cells.size(); begin += kPerLine) {
    const std::size_t end = std::min(begin + kPerLine, map.cells.size());
    rows.push_back({map.first.Advanced(begin * map.per_cell).ToString(), Line(map, begin, end)});
  }
  std::string text = ToTable(rows);
  if (!map.is_whole) text += "...\n";
  return text;
}

std::string Legend(const SliceMap& map) {
  std::string text;
  for (const Look& look : kLooks) {
    const std::string sign(1, look.sign);
    text += (text.empty() ? "" : "  ") + Styled(look.style, sign) + " " + std::string(look.about);
  }
  text += "\n";
  if (map.per_cell > 1) {
    text += "each sign is " + std::to_string(map.per_cell) +
            " addresses; 1 to 9: so many tenths of them are used, or less\n";
  }
  return text;
}

}  // namespace cli
