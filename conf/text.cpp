#include "conf/text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace conf {
namespace {

constexpr std::size_t kMostShown = 80;

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

std::string Quoted(std::string_view text) {
  std::string shown(text.substr(0, kMostShown));
  if (text.size() > kMostShown) {
    shown += "...";
  }
  constexpr int kOneLine = -1;
  constexpr bool kEscapeNonAscii = false;
  return WithControlsEscaped(
      nlohmann::json(std::move(shown))
          .dump(kOneLine, ' ', kEscapeNonAscii, nlohmann::json::error_handler_t::replace));
}

std::string WithControlsEscaped(std::string_view text) {
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  std::string shown;
  while (!text.empty()) {
    // Of UTF-8, U+0080 to U+009F are the byte C2 and one more.
    const bool is_c1 = text.size() > 1 && text[0] == '\xC2' && (text[1] & '\xE0') == '\x80';
    const auto byte = static_cast<unsigned char>(text[is_c1 ? 1 : 0]);
    if (is_c1 || byte < 0x20 || byte == 0x7F) {
      shown += {'\\', 'u', '0', '0', kHexDigits[byte >> 4U], kHexDigits[byte & 0xFU]};
    } else {
      shown += text[0];
    }
    text.remove_prefix(is_c1 ? 2 : 1);
  }
  return shown;
}

std::string ToLower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), Lower);
  return lower;
}

std::string ToUpper(std::string_view text) {
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(), Upper);
  return upper;
}

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

bool IsAsciiLetterOrDigit(char c) {
  return (c >= '0' && c <= '9') || (Lower(c) >= 'a' && Lower(c) <= 'z');
}

bool IsHexDigit(char c) { return (c >= '0' && c <= '9') || (Lower(c) >= 'a' && Lower(c) <= 'f'); }

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::vector<std::string> SplitAtCommas(std::string_view text) {
  std::vector<std::string> parts{""};
  for (const char letter : text) {
    if (letter == ',') {
      parts.emplace_back();
    } else if (letter != ' ') {
      parts.back() += letter;
    }
  }
  return parts;
}

std::filesystem::path ToPath(std::string_view utf8) {
  return std::filesystem::path(std::u8string(utf8.begin(), utf8.end()));
}

std::string ToUtf8(const std::filesystem::path& path) {
  const std::u8string text = path.u8string();
  return std::string(text.begin(), text.end());
}

}  // namespace conf
