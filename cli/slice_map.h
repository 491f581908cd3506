#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/holder.h"
#include "cli/slice_use.h"

namespace cli {

// What is to be seen at a place of the map; of several what comes later here.
enum class Place {
  kNever,  // never handed out: network address, gateway, outside of the range, reserved by the
           // configuration
  kFree,
  kUsed,
  kReserved,
  kResting,
  kOdd,  // an orphan, or in another state that needs attention
  kForeign,
};

// A slice, place by place. Where it is large a place stands for a block of addresses.
struct SliceMap {
  struct Cell {
    Place place = Place::kFree;
    std::uint64_t in_use = 0;  // how many addresses of the block somebody has
  };
  ipam::IpAddress first;       // of the subnet
  std::uint64_t per_cell = 1;  // addresses, a power of two
  std::vector<Cell> cells;
  bool is_whole = true;  // where false, nobody has an address behind the last cell
};

// At most so many cells.
inline constexpr std::size_t kMostCells = 1024;

// A subnet of more than kMostCells * 16 addresses is drawn as far as somebody has addresses.
[[nodiscard]] SliceMap MapOf(const ipam::Slice& slice, const std::vector<Holder>& holders);

// Lines of 64 places, each with its first address, at most 100 columns wide.
[[nodiscard]] std::string ToGrid(const SliceMap& map);
// What the signs of the grid mean, in at most 100 columns.
[[nodiscard]] std::string Legend(const SliceMap& map);

}  // namespace cli
