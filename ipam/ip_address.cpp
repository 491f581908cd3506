#include "ipam/ip_address.h"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "ipam/ip_text.h"

namespace ipam {
namespace {

constexpr std::array<std::uint8_t, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool IsMapped(const std::array<std::uint8_t, 16>& bytes) {
  return std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), bytes.begin());
}

std::uint64_t NumberOf(const std::uint8_t* bytes, std::size_t size) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < size; ++i) number = (number << 8) | bytes[i];
  return number;
}

void PutNumber(std::uint64_t number, std::uint8_t* bytes, std::size_t size) {
  for (std::size_t i = size; i-- > 0; number >>= 8) bytes[i] = static_cast<std::uint8_t>(number);
}

}  // namespace

unsigned BitsOf(Family family) { return family == Family::kIpv4 ? 32 : 128; }

IpAddress::IpAddress(Family family, std::uint64_t high, std::uint64_t low)
    : family_(family), high_(high), low_(low) {}

std::optional<IpAddress> IpAddress::Parse(std::string_view text) {
  if (const auto bytes = BytesFromText(Family::kIpv4, text)) {
    return FromBytes(Family::kIpv4, *bytes);
  }
  const auto bytes = BytesFromText(Family::kIpv6, text);
  if (!bytes) return std::nullopt;
  if (IsMapped(*bytes)) return IpAddress(Family::kIpv4, 0, NumberOf(&(*bytes)[12], 4));
  return FromBytes(Family::kIpv6, *bytes);
}

IpAddress IpAddress::FromBytes(Family family, const std::array<std::uint8_t, 16>& bytes) {
  if (family == Family::kIpv4) return {family, 0, NumberOf(bytes.data(), 4)};
  return {family, NumberOf(bytes.data(), 8), NumberOf(&bytes[8], 8)};
}

std::array<std::uint8_t, 16> IpAddress::Bytes() const {
  std::array<std::uint8_t, 16> bytes{};
  if (family_ == Family::kIpv4) {
    PutNumber(low_, bytes.data(), 4);
  } else {
    PutNumber(high_, bytes.data(), 8);
    PutNumber(low_, &bytes[8], 8);
  }
  return bytes;
}

std::string IpAddress::ToString() const { return TextFromBytes(family_, Bytes()); }

std::optional<IpAddress> IpAddress::Next() const {
  constexpr std::uint64_t kOnes = std::numeric_limits<std::uint64_t>::max();
  const IpAddress last = family_ == Family::kIpv4
                             ? IpAddress(family_, 0, std::numeric_limits<std::uint32_t>::max())
                             : IpAddress(family_, kOnes, kOnes);
  if (*this == last) return std::nullopt;
  return Advanced(1);
}

std::optional<IpAddress> IpAddress::Previous() const {
  if (high_ == 0 && low_ == 0) return std::nullopt;
  return IpAddress(family_, low_ == 0 ? high_ - 1 : high_, low_ - 1);
}

std::uint64_t IpAddress::DistanceTo(const IpAddress& later) const {
  const std::uint64_t borrow = later.low_ < low_ ? 1 : 0;
  if (later.high_ - high_ != borrow) return std::numeric_limits<std::uint64_t>::max();
  return later.low_ - low_;
}

IpAddress IpAddress::Advanced(std::uint64_t steps) const {
  const std::uint64_t low = low_ + steps;
  return {family_, low < steps ? high_ + 1 : high_, low};
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
