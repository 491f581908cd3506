#include "hcn/guid.h"

#include <algorithm>
#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid.hpp>
#include <cstddef>
#include <random>

namespace hcn {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kShape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

std::optional<std::uint8_t> HexValue(char digit) {
  const char lower = digit >= 'A' && digit <= 'F' ? static_cast<char>(digit - 'A' + 'a') : digit;
  const std::size_t value = kHexDigits.find(lower);
  if (value == std::string_view::npos) return std::nullopt;
  return static_cast<std::uint8_t>(value);
}

std::string_view WithoutBraces(std::string_view text) {
  const bool braced = text.size() == kShape.size() + 2 && text.front() == '{' && text.back() == '}';
  return braced ? text.substr(1, kShape.size()) : text;
}

std::array<std::uint8_t, 16> RandomBytes() {
  std::random_device device;
  std::array<std::uint8_t, 16> bytes{};
  std::ranges::generate(bytes, [&] { return static_cast<std::uint8_t>(device() & 0xff); });
  return bytes;
}

}  // namespace

std::optional<Guid> Guid::Parse(std::string_view text) {
  const std::string_view bare = WithoutBraces(text);
  if (bare.size() != kShape.size()) return std::nullopt;
  Guid guid;
  std::size_t digits = 0;
  for (std::size_t at = 0; at < bare.size(); ++at) {
    if (kShape[at] == '-') {
      if (bare[at] != '-') return std::nullopt;
      continue;
    }
    const auto value = HexValue(bare[at]);
    if (!value) return std::nullopt;
    std::uint8_t& byte = guid.bytes_[digits++ / 2];
    byte = static_cast<std::uint8_t>((byte << 4) | *value);
  }
  return guid;
}

Guid Guid::FromName(const Guid& name_space, std::string_view name) {
  boost::uuids::uuid space{};
  std::ranges::copy(name_space.bytes_, space.begin());
  const auto named = boost::uuids::name_generator_sha1(space)(name.data(), name.size());
  Guid guid;
  std::copy(named.begin(), named.end(), guid.bytes_.begin());
  return guid;
}

Guid Guid::Random() {
  Guid guid = FromBytes(RandomBytes());
  guid.bytes_[6] = static_cast<std::uint8_t>((guid.bytes_[6] & 0x0f) | 0x40);
  guid.bytes_[8] = static_cast<std::uint8_t>((guid.bytes_[8] & 0x3f) | 0x80);
  return guid;
}

Guid Guid::FromBytes(const std::array<std::uint8_t, 16>& bytes) {
  Guid guid;
  guid.bytes_ = bytes;
  return guid;
}

std::string Guid::ToString() const {
  std::string text(kShape);
  std::size_t digits = 0;
  for (char& character : text) {
    if (character == '-') continue;
    const std::uint8_t byte = bytes_[digits / 2];
    character = kHexDigits[digits % 2 == 0 ? byte >> 4 : byte & 0x0f];
    ++digits;
  }
  return text;
}

}  // namespace hcn
