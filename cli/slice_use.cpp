#include "cli/slice_use.h"

namespace cli {
namespace {

// Which of the sums an address of this holder is in. What is not on record is free by the book, and
// so is what HCN has of others.
std::uint64_t SliceUse::*SumOf(const Holder& holder) {
  if (!holder.record_name) return &SliceUse::foreign;
  if (holder.state == State::kReserved) return &SliceUse::reserved;
  return holder.state == State::kResting ? &SliceUse::resting : &SliceUse::used;
}

}  // namespace

SliceUse UseOf(const ipam::Slice& slice, const std::vector<Holder>& holders) {
  SliceUse use{slice};
  use.size = slice.Capacity();
  for (const Holder& holder : holders) {
    for (const ipam::IpAddress& address : holder.addresses) {
      if (slice.MayHandOut(address)) ++(use.*SumOf(holder));
    }
  }
  use.free = use.size - use.used - use.reserved - use.resting;
  return use;
}

}  // namespace cli
