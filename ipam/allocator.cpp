#include "ipam/allocator.h"

#include <algorithm>
#include <string>
#include <utility>

namespace ipam {

Allocator::Allocator(const Slice& slice, std::vector<IpAddress> in_use)
    : slice_(slice), in_use_(std::move(in_use)) {
  std::erase_if(in_use_, [&](const IpAddress& address) { return !slice.MayHandOut(address); });
  std::sort(in_use_.begin(), in_use_.end());
  in_use_.erase(std::unique(in_use_.begin(), in_use_.end()), in_use_.end());
}

std::optional<IpAddress> Allocator::FirstFree(const IpAddress& from, const IpAddress& to) const {
  auto used = std::lower_bound(in_use_.begin(), in_use_.end(), from);
  for (std::optional<IpAddress> candidate = from; candidate && *candidate <= to;
       candidate = candidate->Next()) {
    if (used != in_use_.end() && *used == *candidate) {
      ++used;
    } else if (slice_.MayHandOut(*candidate)) {
      return candidate;
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
  if (std::binary_search(in_use_.begin(), in_use_.end(), address)) {
    throw AddressRefused("the requested address " + address.ToString() + " is in use");
  }
  return address;
}

}  // namespace ipam
