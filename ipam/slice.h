#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ipam/subnet.h"

namespace ipam {

// What a slice is made from; only the subnet is needed.
struct SliceSpec {
  Subnet subnet;
  std::optional<IpAddress> range_start;
  std::optional<IpAddress> range_end;
  std::optional<IpAddress> gateway;
  std::vector<IpAddress> reserved;
};

// The addresses of one family that this node hands out: valid once it exists.
// Never handed out: the network address, the gateway, the IPv4 broadcast address, the reserved
// ones, and what is outside of the range. In a /31 or /127 both addresses are hosts, the first is
// the gateway and the other one is handed out; a /32 or /128 is its own gateway and hands out
// nothing.
class Slice {
 public:
  // Throws Error when an address is of another family or outside of the subnet, the gateway is the
  // IPv4 network or broadcast address, the range is upside down, or nothing at all could ever be
  // handed out. Without a range it is all of the subnet's hosts.
  explicit Slice(const SliceSpec& spec);

  [[nodiscard]] const Subnet& subnet() const { return subnet_; }
  [[nodiscard]] const IpAddress& gateway() const { return gateway_; }
  [[nodiscard]] const IpAddress& range_start() const { return range_start_; }
  [[nodiscard]] const IpAddress& range_end() const { return range_end_; }

  // Why the address is never handed out, as half a sentence ("is the gateway of 10.0.0.0/24");
  // absent when it may be.
  [[nodiscard]] std::optional<std::string> WhyNever(const IpAddress& address) const;
  // Whether WhyNever is absent, without a text.
  [[nodiscard]] bool MayHandOut(const IpAddress& address) const;

  // How many addresses can be handed out; at most 2^64-1.
  [[nodiscard]] std::uint64_t Capacity() const;

 private:
  Subnet subnet_;
  IpAddress gateway_;
  IpAddress range_start_;
  IpAddress range_end_;
  std::vector<IpAddress> reserved_;  // sorted
  std::vector<IpAddress> withheld_;  // sorted: all in the range that are never handed out
};

}  // namespace ipam
