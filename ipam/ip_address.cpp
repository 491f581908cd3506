#include "ipam/ip_address.h"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "ipam/ip_text.h"

namespace ipam {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

constexpr std::array<std::uint8_t, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool IsMapped(const Bytes& bytes) {
  return std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), bytes.begin());
}

Bytes Unmapped(const Bytes& bytes) {
  Bytes unmapped{};
  std::copy(bytes.begin() + kMappedPrefix.size(), bytes.end(), unmapped.begin());
  return unmapped;
}

struct Number {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
};

Number NumberOf(const IpAddress& address) {
  Number number;
  for (unsigned i = 0; i < BitsOf(address.family()) / 8; ++i) {
    number.high = (number.high << 8) | (number.low >> 56);
    number.low = (number.low << 8) | address.bytes()[i];
  }
  return number;
}

}  // namespace

unsigned BitsOf(Family family) { return family == Family::kIpv4 ? 32 : 128; }

IpAddress::IpAddress(Family family, const Bytes& bytes) : family_(family), bytes_(bytes) {
  std::fill(bytes_.begin() + BitsOf(family) / 8, bytes_.end(), std::uint8_t{0});
}

std::optional<IpAddress> IpAddress::Parse(std::string_view text) {
  if (const auto bytes = BytesFromText(Family::kIpv4, text)) {
    return IpAddress(Family::kIpv4, *bytes);
  }
  const auto bytes = BytesFromText(Family::kIpv6, text);
  if (!bytes) return std::nullopt;
  if (IsMapped(*bytes)) return IpAddress(Family::kIpv4, Unmapped(*bytes));
  return IpAddress(Family::kIpv6, *bytes);
}

IpAddress IpAddress::FromBytes(Family family, const Bytes& bytes) {
  return IpAddress(family, bytes);
}

std::string IpAddress::ToString() const { return TextFromBytes(family_, bytes_); }

std::optional<IpAddress> IpAddress::Next() const {
  IpAddress next = *this;
  for (std::size_t i = BitsOf(family_) / 8; i-- > 0;) {
    if (++next.bytes_[i] != 0) return next;
  }
  return std::nullopt;
}

std::optional<IpAddress> IpAddress::Previous() const {
  IpAddress previous = *this;
  for (std::size_t i = BitsOf(family_) / 8; i-- > 0;) {
    if (previous.bytes_[i]-- != 0) return previous;
  }
  return std::nullopt;
}

std::uint64_t IpAddress::DistanceTo(const IpAddress& later) const {
  const Number from = NumberOf(*this);
  const Number to = NumberOf(later);
  const std::uint64_t borrow = to.low < from.low ? 1 : 0;
  if (to.high - from.high != borrow) return std::numeric_limits<std::uint64_t>::max();
  return to.low - from.low;
}

IpAddress IpAddress::Advanced(std::uint64_t steps) const {
  IpAddress later = *this;
  std::uint64_t carry = 0;
  for (std::size_t i = BitsOf(family_) / 8; steps + carry > 0 && i-- > 0; steps >>= 8) {
    carry += later.bytes_[i] + (steps & 0xff);
    later.bytes_[i] = static_cast<std::uint8_t>(carry);
    carry >>= 8;
  }
  return later;
}

std::string Joined(const std::vector<IpAddress>& addresses, std::string_view between) {
  std::string text;
  for (const IpAddress& address : addresses) {
    if (!text.empty()) text += between;
    text += address.ToString();
  }
  return text;
}

}  // namespace ipam
