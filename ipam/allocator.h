#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <vector>

#include "ipam/slice.h"

namespace ipam {

// Every address of the slice is in use.
class SliceFull : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A requested address that cannot be given; what() says why.
class AddressRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Chooses addresses of one slice. It remembers nothing: what is in use is told to it. Choosing
// takes time in proportion to how many are in use, whatever the size of the slice.
class Allocator {
 public:
  // `in_use` may hold addresses of other slices and families, in any order.
  // `slice` must outlive the allocator.
  Allocator(const Slice& slice, std::vector<IpAddress> in_use);

  // The next free address after `last`, wrapping round at the end of the range, so that a freed
  // address rests longest; the first free one when there is no `last` or it lies outside of the
  // range. Throws SliceFull, whose what() says how many of how many are in use, and the range.
  [[nodiscard]] IpAddress Next(const std::optional<IpAddress>& last) const;

  // The address itself when it is free and may be handed out. Throws AddressRefused.
  [[nodiscard]] IpAddress Take(const IpAddress& address) const;

  // Whether Next would find none.
  [[nodiscard]] bool IsFull() const;

  // How many of the slice's addresses that may be handed out are in use.
  [[nodiscard]] std::uint64_t InUse() const;

 private:
  std::optional<IpAddress> FirstFree(const IpAddress& from, const IpAddress& to) const;

  const Slice& slice_;
  std::vector<IpAddress> in_use_;  // only what the slice could hand out, in any order
};

}  // namespace ipam
