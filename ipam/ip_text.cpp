#include "ipam/ip_text.h"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace ipam {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

constexpr std::size_t kGroups = 8;
constexpr std::size_t kMappedGroup = 5;  // the one that is ffff in ::ffff:a.b.c.d

// Takes what is before the separator, or all that is left, off the text.
std::string_view TakeUpTo(char separator, std::string_view& text) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return taken;
}

std::optional<std::uint16_t> ParseGroup(std::string_view digits) {
  std::uint16_t number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [after, problem] = std::from_chars(digits.data(), end, number, 16);
  if (problem != std::errc() || after != end || digits.size() > 4) return std::nullopt;
  return number;
}

bool IsDigit(char character) { return character >= '0' && character <= '9'; }

// Puts the four bytes at `bytes`; false when the text is no IPv4 address. The folder of records has
// one in each name, and ADD reads them all: one pass, all of it in registers.
bool ParseIpv4(std::string_view text, std::uint8_t* bytes) {
  const char* at = text.data();
  const char* const end = at + text.size();
  for (int i = 0; i < 4; ++i) {
    if (i > 0 && (at == end || *at++ != '.')) return false;
    const char* const first = at;
    unsigned number = 0;
    for (; at != end && IsDigit(*at) && number <= 255; ++at) {
      number = number * 10 + static_cast<unsigned>(*at - '0');
    }
    const bool has_leading_zero = at - first > 1 && *first == '0';
    if (at == first || number > 255 || has_leading_zero) return false;
    bytes[i] = static_cast<std::uint8_t>(number);
  }
  return at == end;
}

// Groups without "::", the last of which may be an IPv4 address: how many bytes they are.
std::optional<std::size_t> ParseGroups(std::string_view text, Bytes& bytes) {
  if (text.empty()) return 0;
  if (text.back() == ':') return std::nullopt;
  std::size_t size = 0;
  while (!text.empty()) {
    const std::string_view group = TakeUpTo(':', text);
    const bool is_ipv4 = text.empty() && group.find('.') != std::string_view::npos;
    const std::size_t needed = is_ipv4 ? 4 : 2;
    if (size + needed > bytes.size()) return std::nullopt;
    if (is_ipv4) {
      if (!ParseIpv4(group, &bytes[size])) return std::nullopt;
    } else {
      const auto number = ParseGroup(group);
      if (!number) return std::nullopt;
      bytes[size] = static_cast<std::uint8_t>(*number >> 8);
      bytes[size + 1] = static_cast<std::uint8_t>(*number & 0xff);
    }
    size += needed;
  }
  return size;
}

std::optional<Bytes> ParseIpv6(std::string_view text) {
  const std::size_t gap = text.find("::");
  Bytes bytes{};
  if (gap == std::string_view::npos) {
    return ParseGroups(text, bytes) == bytes.size() ? std::optional(bytes) : std::nullopt;
  }
  Bytes tail{};
  const std::string_view before = text.substr(0, gap);
  const auto before_size = ParseGroups(before, bytes);
  const auto tail_size = ParseGroups(text.substr(gap + 2), tail);
  const bool has_ipv4_before = before.find('.') != std::string_view::npos;
  if (!before_size || !tail_size || has_ipv4_before) return std::nullopt;
  if (*before_size + *tail_size + 2 > bytes.size()) return std::nullopt;  // "::" is a group or more
  std::copy_n(tail.begin(), *tail_size, bytes.end() - static_cast<std::ptrdiff_t>(*tail_size));
  return bytes;
}

std::string Ipv4Text(const std::uint8_t* bytes) {
  return std::to_string(bytes[0]) + "." + std::to_string(bytes[1]) + "." +
         std::to_string(bytes[2]) + "." + std::to_string(bytes[3]);
}

struct Run {
  std::size_t first = kGroups;
  std::size_t size = 1;  // a single group of zeros is not shortened
};

using Groups = std::array<unsigned, kGroups>;

Run LongestRunOfZeros(const Groups& groups) {
  Run longest;
  for (std::size_t first = 0; first < kGroups; ++first) {
    std::size_t end = first;
    while (end < kGroups && groups[end] == 0) ++end;
    if (end - first > longest.size) longest = {first, end - first};
  }
  return longest;
}

std::string Hex(unsigned group) {
  std::array<char, 4> digits{};
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), group, 16);
  return std::string(digits.data(), written.ptr);
}

std::string Ipv6Text(const Bytes& bytes) {
  Groups groups{};
  for (std::size_t i = 0; i < kGroups; ++i) {
    groups[i] = static_cast<unsigned>(bytes[2 * i] << 8 | bytes[2 * i + 1]);
  }
  const Run zeros = LongestRunOfZeros(groups);
  if (zeros.first == 0 && zeros.size == kMappedGroup && groups[kMappedGroup] == 0xffff) {
    return "::ffff:" + Ipv4Text(&bytes[12]);
  }
  std::string text;
  for (std::size_t i = 0; i < kGroups; ++i) {
    if (i == zeros.first) {
      text += "::";
      i += zeros.size - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    text += Hex(groups[i]);
  }
  return text;
}

}  // namespace

std::optional<Bytes> BytesFromText(Family family, std::string_view text) {
  if (family == Family::kIpv6) return ParseIpv6(text);
  Bytes bytes{};
  if (!ParseIpv4(text, bytes.data())) return std::nullopt;
  return bytes;
}

std::string TextFromBytes(Family family, const Bytes& bytes) {
  return family == Family::kIpv4 ? Ipv4Text(bytes.data()) : Ipv6Text(bytes);
}

}  // namespace ipam
