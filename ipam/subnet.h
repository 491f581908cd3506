#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "ipam/ip_address.h"

namespace ipam {

// A subnet, a range or a request for an address that makes no sense; what() names the offending
// text.
class Error : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

// An address block in CIDR notation, host bits always zero.
class Subnet {
 public:
  // "10.200.42.0/24". Throws Error when it is not CIDR notation, or has host bits set (the message
  // then says what it should be).
  [[nodiscard]] static Subnet Parse(std::string_view text);
  // As Parse, but clears host bits: for lists that HCN refuses otherwise (microsoft/hcsshim#1951).
  [[nodiscard]] static Subnet ParseNormalised(std::string_view text);
  // The block of `prefix_length` bits around `address`. Throws Error when it has more bits than the
  // family.
  [[nodiscard]] static Subnet Around(const IpAddress& address, unsigned prefix_length);

  [[nodiscard]] Family family() const { return first_.family(); }
  [[nodiscard]] unsigned prefix_length() const { return prefix_length_; }
  [[nodiscard]] const IpAddress& first() const { return first_; }
  [[nodiscard]] IpAddress last() const;
  // The first host: first()+1, or first() itself in a /31, /32, /127 or /128.
  [[nodiscard]] IpAddress FirstHost() const;
  // The broadcast address; IPv6, /31 and /32 have none.
  [[nodiscard]] std::optional<IpAddress> Broadcast() const;
  [[nodiscard]] bool Contains(const IpAddress& address) const;
  [[nodiscard]] bool Overlaps(const Subnet& other) const;
  [[nodiscard]] std::string ToString() const;

  bool operator==(const Subnet&) const = default;

 private:
  Subnet(const IpAddress& first, unsigned prefix_length);

  IpAddress first_;
  unsigned prefix_length_;
};

// An address with the length of its subnet's prefix, host bits kept: "10.200.42.5/24". The length
// is absent where only an address was written.
struct AddressRequest {
  IpAddress address;
  std::optional<unsigned> prefix_length;

  // Throws Error when it is neither an address nor an address with a prefix length.
  [[nodiscard]] static AddressRequest Parse(std::string_view text);
};

}  // namespace ipam
