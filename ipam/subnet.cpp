#include "ipam/subnet.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>

namespace ipam {
namespace {

// Long text is cut, between two characters of UTF-8.
std::string Quoted(std::string_view text) {
  constexpr std::size_t kMostQuoted = 64;
  std::size_t end = std::min(text.size(), kMostQuoted);
  const auto is_inside = [](char byte) { return (static_cast<unsigned>(byte) & 0xc0U) == 0x80U; };
  while (end > 0 && end < text.size() && is_inside(text[end])) --end;
  return "\"" + std::string(text.substr(0, end)) + (end < text.size() ? "...\"" : "\"");
}

// Digits only, no leading zero: "24".
std::optional<unsigned> ParsePrefixLength(std::string_view text) {
  if (text.empty() || text.size() > 3 || (text.size() > 1 && text.front() == '0')) {
    return std::nullopt;
  }
  unsigned length = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return length;
}

// "address/length"; absent when it is anything else or the length is too long for the family.
std::optional<AddressRequest> ParseWithLength(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto address = IpAddress::Parse(text.substr(0, slash));
  const auto length = ParsePrefixLength(text.substr(slash + 1));
  if (!address || !length || *length > BitsOf(address->family())) return std::nullopt;
  return AddressRequest{*address, length};
}

// The address with all bits after the prefix set or cleared.
IpAddress WithHostBits(const IpAddress& address, unsigned prefix_length, bool set) {
  std::array<std::uint8_t, 16> bytes = address.Bytes();
  for (unsigned bit = prefix_length; bit < BitsOf(address.family()); ++bit) {
    const unsigned mask = 0x80U >> (bit % 8);
    const unsigned byte = bytes[bit / 8];
    bytes[bit / 8] = static_cast<std::uint8_t>(set ? byte | mask : byte & ~mask);
  }
  return IpAddress::FromBytes(address.family(), bytes);
}

}  // namespace

Subnet::Subnet(const IpAddress& first, unsigned prefix_length)
    : first_(first), prefix_length_(prefix_length) {}

Subnet Subnet::ParseNormalised(std::string_view text) {
  const auto parsed = ParseWithLength(text);
  if (!parsed) throw Error(Quoted(text) + " is no subnet in CIDR notation");
  return Around(parsed->address, *parsed->prefix_length);
}

Subnet Subnet::Parse(std::string_view text) {
  const Subnet subnet = ParseNormalised(text);
  if (IpAddress::Parse(text.substr(0, text.find('/'))) != subnet.first_) {
    throw Error(Quoted(text) + " has host bits set; the subnet is " + subnet.ToString());
  }
  return subnet;
}

Subnet Subnet::Around(const IpAddress& address, unsigned prefix_length) {
  if (prefix_length > BitsOf(address.family())) {
    throw Error(address.ToString() + "/" + std::to_string(prefix_length) +
                " has a prefix longer than the address");
  }
  return Subnet(WithHostBits(address, prefix_length, false), prefix_length);
}

IpAddress Subnet::last() const { return WithHostBits(first_, prefix_length_, true); }

IpAddress Subnet::FirstHost() const {
  const bool has_network_address = prefix_length_ + 2 <= BitsOf(family());
  return has_network_address ? first_.Next().value() : first_;
}

std::optional<IpAddress> Subnet::Broadcast() const {
  if (family() == Family::kIpv6 || prefix_length_ > 30) return std::nullopt;
  return last();
}

bool Subnet::Contains(const IpAddress& address) const {
  return first_ <= address && address <= last();
}

bool Subnet::Overlaps(const Subnet& other) const {
  return Contains(other.first_) || other.Contains(first_);
}

std::string Subnet::ToString() const {
  return first_.ToString() + "/" + std::to_string(prefix_length_);
}

AddressRequest AddressRequest::Parse(std::string_view text) {
  if (const auto address = IpAddress::Parse(text)) return {*address, std::nullopt};
  if (const auto request = ParseWithLength(text)) return *request;
  throw Error(Quoted(text) + " is neither an IP address nor one with a prefix length");
}

}  // namespace ipam
