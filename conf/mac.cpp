#include "conf/mac.h"

#include <algorithm>

#include "conf/text.h"

namespace conf {
namespace {

constexpr std::size_t kBytesOfMac = 6;
constexpr std::size_t kBytesOfPrefix = 2;

// "XX-XX-…": every third character separates, and always the same one does.
bool IsHexBytes(std::string_view text, std::size_t bytes) {
  if (text.size() != bytes * 3 - 1 || (text[2] != ':' && text[2] != '-')) {
    return false;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % 3 == 2 ? text[i] != text[2] : !IsHexDigit(text[i])) {
      return false;
    }
  }
  return true;
}

// The lowest bit of the first byte is set.
bool IsGroup(std::string_view text) {
  return std::string_view("13579bdfBDF").find(text[1]) != std::string_view::npos;
}

std::optional<std::string> Parse(std::string_view text, std::size_t bytes) {
  if (!IsHexBytes(text, bytes) || IsGroup(text)) {
    return std::nullopt;
  }
  std::string mac = ToUpper(text);
  std::replace(mac.begin(), mac.end(), ':', '-');
  return mac;
}

}  // namespace

std::optional<std::string> ParseMac(std::string_view text) { return Parse(text, kBytesOfMac); }

std::optional<std::string> ParseMacPrefix(std::string_view text) {
  return Parse(text, kBytesOfPrefix);
}

}  // namespace conf
