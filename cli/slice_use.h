#pragma once

#include <cstdint>
#include <vector>

#include "cli/holder.h"
#include "ipam/slice.h"

namespace cli {

// How much of a slice is in use. size = used + reserved + resting + free.
struct SliceUse {
  ipam::Slice slice;
  std::uint64_t size = 0;  // addresses that can be handed out; at most 2^64-1
  std::uint64_t used = 0;  // by attachments, also those that need attention
  std::uint64_t reserved = 0;
  std::uint64_t resting = 0;
  std::uint64_t free = 0;
  std::uint64_t foreign = 0;  // of the free ones: those that somebody else's endpoint has
};

// Counts what these hold of the slice.
[[nodiscard]] SliceUse UseOf(const ipam::Slice& slice, const std::vector<Holder>& holders);

}  // namespace cli
