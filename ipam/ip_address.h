#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ipam {

enum class Family { kIpv4, kIpv6 };

// Bits in an address of the family: 32 or 128.
[[nodiscard]] unsigned BitsOf(Family family);

// One IPv4 or IPv6 address. IPv4 sorts before IPv6, then by number.
class IpAddress {
 public:
  // Strict: no zone, no leading zeros, no prefix, no white space. An IPv4-mapped IPv6 address is
  // IPv4 (the CNI library counts it so).
  [[nodiscard]] static std::optional<IpAddress> Parse(std::string_view text);

  // The `BitsOf(family) / 8` first bytes in network order; the others are not looked at.
  [[nodiscard]] static IpAddress FromBytes(Family family,
                                           const std::array<std::uint8_t, 16>& bytes);

  [[nodiscard]] Family family() const { return family_; }
  // Network order, IPv4 in the first four bytes.
  [[nodiscard]] std::array<std::uint8_t, 16> Bytes() const;
  // Canonical text (RFC 5952 for IPv6).
  [[nodiscard]] std::string ToString() const;

  // The neighbours; absent past the last and before the first address of the family.
  [[nodiscard]] std::optional<IpAddress> Next() const;
  [[nodiscard]] std::optional<IpAddress> Previous() const;

  // How many steps of Next() lead to `later`, an address of the same family that is not before this
  // one; at most 2^64-1.
  [[nodiscard]] std::uint64_t DistanceTo(const IpAddress& later) const;
  // Where so many steps of Next() lead, which is not past the last address of the family.
  [[nodiscard]] IpAddress Advanced(std::uint64_t steps) const;

  auto operator<=>(const IpAddress&) const = default;

 private:
  IpAddress(Family family, std::uint64_t high, std::uint64_t low);

  Family family_;
  // The address as one number, the upper half of which is zero for IPv4.
  std::uint64_t high_;
  std::uint64_t low_;
};

// Their texts with `between` between them.
[[nodiscard]] std::string Joined(const std::vector<IpAddress>& addresses, std::string_view between);

}  // namespace ipam
