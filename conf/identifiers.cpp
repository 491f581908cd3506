#include "conf/identifiers.h"

#include <algorithm>
#include <array>
#include <boost/locale/utf.hpp>

#include "conf/text.h"

namespace conf {
namespace {

constexpr std::size_t kMostIfnameBytes = 15;
constexpr std::size_t kMostOwnerTagBytes = 14;

bool IsNameByte(char c) { return IsAsciiLetterOrDigit(c) || c == '_' || c == '.' || c == '-'; }

std::optional<std::string> WhyNoName(std::string_view text) {
  if (text.empty()) {
    return "is empty";
  }
  if (!IsAsciiLetterOrDigit(text.front()) || !std::all_of(text.begin(), text.end(), IsNameByte)) {
    return "must begin with a letter or digit and hold only letters, digits, '_', '.' and '-', "
           "not " +
           Quoted(text);
  }
  return std::nullopt;
}

// "nul.txt" is the device as well as "NUL"
// (https://learn.microsoft.com/windows/win32/fileio/naming-a-file).
bool IsWindowsDevice(std::string_view name) {
  constexpr std::array<std::string_view, 4> kDevices{"con", "prn", "aux", "nul"};
  const std::string stem = ToLower(name.substr(0, name.find('.')));
  if (std::find(kDevices.begin(), kDevices.end(), stem) != kDevices.end()) {
    return true;
  }
  const bool is_port = stem.starts_with("com") || stem.starts_with("lpt");
  return is_port && stem.size() == 4 && stem.back() >= '0' && stem.back() <= '9';
}

using CodePoint = boost::locale::utf::code_point;

// The White_Space property of Unicode beyond ASCII.
bool IsUnicodeSpace(CodePoint c) {
  constexpr std::array<CodePoint, 8> kSingles{0x85,   0xA0,   0x1680, 0x2028,
                                              0x2029, 0x202F, 0x205F, 0x3000};
  return (c >= 0x2000 && c <= 0x200A) ||
         std::find(kSingles.begin(), kSingles.end(), c) != kSingles.end();
}

bool IsIfnameCodePoint(CodePoint c) {
  constexpr std::string_view kForbidden = "/\\:*?~<>|\"";
  if (!boost::locale::utf::is_valid_codepoint(c) || IsUnicodeSpace(c)) {
    return false;
  }
  return c > 0x7F ||
         (c > 0x20 && c != 0x7F && kForbidden.find(static_cast<char>(c)) == std::string_view::npos);
}

bool IsIfnameText(std::string_view text) {
  auto position = text.begin();
  while (position != text.end()) {
    if (!IsIfnameCodePoint(boost::locale::utf::utf_traits<char>::decode(position, text.end()))) {
      return false;
    }
  }
  return text.find_first_not_of('.') != std::string_view::npos;
}

}  // namespace

std::optional<std::string> WhyNoContainerId(std::string_view text) { return WhyNoName(text); }

std::optional<std::string> WhyNoNetworkName(std::string_view text) {
  if (auto why = WhyNoName(text)) {
    return why;
  }
  if (text.back() == '.') {
    return "must not end with a dot, which Windows drops from file names: " + Quoted(text);
  }
  if (IsWindowsDevice(text)) {
    return "must not be the name of a Windows device: " + Quoted(text);
  }
  return std::nullopt;
}

std::optional<std::string> WhyNoIfname(std::string_view text) {
  if (text.empty() || text.size() > kMostIfnameBytes) {
    return "must have 1 to 15 bytes, not " + std::to_string(text.size()) + ": " + Quoted(text);
  }
  if (!IsIfnameText(text)) {
    return "must not be only dots, nor hold white space, control characters, invalid UTF-8 or any "
           "of / \\ : * ? ~ < > | \": " +
           Quoted(text);
  }
  return std::nullopt;
}

std::optional<std::string> WhyNoOwnerTag(std::string_view text) {
  if (text.size() > kMostOwnerTagBytes) {
    return "must have at most 14 bytes, not " + std::to_string(text.size()) + ": " + Quoted(text);
  }
  return WhyNoNetworkName(text);
}

}  // namespace conf
