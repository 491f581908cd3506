#include "ipam/allocator.h"

#include <algorithm>
#include <string>
#include <utility>

namespace ipam {

Allocator::Allocator(const Slice& slice, std::vector<IpAddress> in_use)
    : slice_(slice), in_use_(std::move(in_use)) {
  std::erase_if(in_use_, [&](const IpAddress& address) { return !slice.MayHandOut(address); });
}

std::uint64_t Allocator::InUse() const {
  std::vector<IpAddress> sorted = in_use_;
  std::sort(sorted.begin(), sorted.end());
  const auto end = std::unique(sorted.begin(), sorted.end());
  return static_cast<std::uint64_t>(end - sorted.begin());
}

bool Allocator::IsFull() const {
  return in_use_.size() >= slice_.Capacity() &&
         !FirstFree(slice_.range_start(), slice_.range_end());
}

// Of more addresses than are in use one is free, so that a window of that many is looked at, and a
// further one only where the slice withholds what is left of it. No sorting: that costs more.
std::optional<IpAddress> Allocator::FirstFree(const IpAddress& from, const IpAddress& to) const {
  std::optional<IpAddress> candidate = from;
  while (candidate) {
    std::vector<bool> used(in_use_.size() + 1);
    for (const IpAddress& address : in_use_) {
      if (address < *candidate) continue;
      const std::uint64_t place = candidate->DistanceTo(address);
      if (place < used.size()) used[place] = true;
    }
    for (const bool taken : used) {
      if (!candidate || to < *candidate) return std::nullopt;
      if (!taken && slice_.MayHandOut(*candidate)) return candidate;
      candidate = candidate->Next();
    }
  }
  return std::nullopt;
}

IpAddress Allocator::Next(const std::optional<IpAddress>& last) const {
  const IpAddress& start = slice_.range_start();
  const IpAddress& end = slice_.range_end();
  if (last && start <= *last && *last < end) {
    if (const auto after = FirstFree(last->Next().value(), end)) return *after;
  }
  if (const auto any = FirstFree(start, end)) return *any;
  throw SliceFull("all addresses of " + slice_.subnet().ToString() + " are in use: " +
                  std::to_string(InUse()) + " of " + std::to_string(slice_.Capacity()) + " from " +
                  start.ToString() + " to " + end.ToString());
}

IpAddress Allocator::Take(const IpAddress& address) const {
  if (const auto reason = slice_.WhyNever(address)) {
    throw AddressRefused("the requested address " + address.ToString() + " " + *reason);
  }
  if (std::find(in_use_.begin(), in_use_.end(), address) != in_use_.end()) {
    throw AddressRefused("the requested address " + address.ToString() + " is in use");
  }
  return address;
}

}  // namespace ipam
