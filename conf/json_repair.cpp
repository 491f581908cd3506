#include "conf/json_repair.h"

#include <algorithm>
#include <boost/locale/utf.hpp>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "conf/text.h"

namespace conf {
namespace {

constexpr std::string_view kHuge = "1e308";
constexpr std::size_t kEscapeSize = 6;  // \uXXXX

// The position behind the string that starts at `quote`.
std::size_t EndOfString(std::string_view json, std::size_t quote) {
  std::size_t position = quote + 1;
  while (position < json.size() && json[position] != '"') {
    position += json[position] == '\\' ? 2U : 1U;
  }
  return position + 1;
}

// No number of fewer characters than kHuge is beyond double.
void ShrinkNumber(std::string& json, std::size_t start, std::size_t size) {
  if (size >= kHuge.size() && std::isinf(std::strtod(json.c_str() + start, nullptr))) {
    json.replace(start, size, std::string(kHuge) + std::string(size - kHuge.size(), ' '));
  }
}

// The code unit of the escape at `position`, 0 when there is no such escape.
unsigned EscapedUnit(std::string_view json, std::size_t position) {
  const std::string_view escape = json.substr(position, kEscapeSize);
  unsigned unit = 0;
  if (escape.size() < kEscapeSize || !escape.starts_with("\\u")) {
    return 0;
  }
  const auto [end, error] =
      std::from_chars(escape.data() + 2, escape.data() + escape.size(), unit, 16);
  return error == std::errc() && end == escape.data() + escape.size() ? unit : 0;
}

bool IsHighSurrogate(unsigned unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool IsLowSurrogate(unsigned unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

}  // namespace

void ShrinkHugeNumbers(std::string& json) {
  constexpr std::string_view kStart = "-0123456789";
  constexpr std::string_view kInside = "0123456789+-.eE";
  std::size_t position = 0;
  while (position < json.size()) {
    if (json[position] == '"') {
      position = EndOfString(json, position);
    } else if (kStart.find(json[position]) != std::string_view::npos) {
      const std::size_t end = std::min(json.find_first_not_of(kInside, position), json.size());
      ShrinkNumber(json, position, end - position);
      position = end;
    } else {
      ++position;
    }
  }
}

void ReplaceLoneSurrogates(std::string& json) {
  std::size_t position = json.find('\\');
  while (position != std::string::npos) {
    const unsigned unit = EscapedUnit(json, position);
    if (unit == 0) {
      position += 2;
    } else if (IsHighSurrogate(unit) && IsLowSurrogate(EscapedUnit(json, position + kEscapeSize))) {
      position += 2 * kEscapeSize;
    } else {
      if (IsHighSurrogate(unit) || IsLowSurrogate(unit)) {
        json.replace(position, kEscapeSize, "\\ufffd");
      }
      position += kEscapeSize;
    }
    position = json.find('\\', position);
  }
}

std::string ReplaceInvalidUtf8(std::string_view text) {
  std::string valid;
  valid.reserve(text.size());
  auto position = text.begin();
  while (position != text.end()) {
    const auto start = position;
    const auto code = boost::locale::utf::utf_traits<char>::decode(position, text.end());
    if (boost::locale::utf::is_valid_codepoint(code)) {
      valid.append(start, position);
    } else {
      valid += "\xEF\xBF\xBD";
      // decode() may have eaten a good byte after the bad one.
      position = start + 1;
    }
  }
  return valid;
}

}  // namespace conf
