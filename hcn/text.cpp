#include "hcn/text.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace hcn {
namespace {

constexpr std::string_view kCut = "...";

// The JSON library knows UTF-8: it replaces what is not while it writes.
std::string ValidUtf8(std::string_view text) {
  const nlohmann::json value(text);
  return nlohmann::json::parse(value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace))
      .get<std::string>();
}

// The bytes of the blank or control character at the start of `text`, or 0 for any other.
std::size_t BlankBytes(std::string_view text) {
  const auto byte = [&](std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
  };
  if (byte(0) <= 0x20 || byte(0) == 0x7f) return 1;
  if (byte(0) == 0xc2 && byte(1) <= 0xa0) return 2;                        // U+0080 to U+00A0
  if (text.starts_with("\u2028") || text.starts_with("\u2029")) return 3;  // line, paragraph
  return 0;
}

// The bytes of the character at the start of `text` that a terminal might obey, or 0.
std::size_t ControlBytes(std::string_view text) {
  const auto byte = [&](std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
  };
  if ((byte(0) < 0x20 && byte(0) != '\n' && byte(0) != '\t') || byte(0) == 0x7f) return 1;
  if (byte(0) == 0xc2 && byte(1) < 0xa0) return 2;                               // U+0080 to U+009F
  const bool turns = (byte(1) == 0x80 && byte(2) >= 0xaa && byte(2) <= 0xae) ||  // U+202A to U+202E
                     (byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9);    // U+2066 to U+2069
  return byte(0) == 0xe2 && turns ? 3 : 0;
}

std::string WithoutControls(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const std::size_t control = ControlBytes(text);
    if (control > 0) {
      shown += "\uFFFD";
    } else {
      shown += text.front();
    }
    text.remove_prefix(control > 0 ? control : 1);
  }
  return shown;
}

std::string WithSingleBlanks(std::string_view text) {
  std::string line;
  while (!text.empty()) {
    if (const std::size_t blank = BlankBytes(text)) {
      if (!line.empty() && line.back() != ' ') line += ' ';
      text.remove_prefix(blank);
    } else {
      line += text.front();
      text.remove_prefix(1);
    }
  }
  if (line.ends_with(' ')) line.pop_back();
  return line;
}

bool StartsCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }

// Cleans a text that may be huge: only a start is looked at, so that it costs no more than a long
// one.
template <typename Clean>
std::string Cleaned(std::string_view text, std::size_t max_bytes, Clean clean) {
  const std::string_view start = text.substr(0, std::max(max_bytes, 2 * max_bytes));
  std::string cleaned = clean(ValidUtf8(start));
  if (start.size() == text.size() && cleaned.size() <= max_bytes) return cleaned;
  std::size_t end = std::min(cleaned.size(), max_bytes - std::min(max_bytes, kCut.size()));
  while (end > 0 && end < cleaned.size() && !StartsCharacter(cleaned[end])) --end;
  cleaned.resize(end);
  return cleaned.append(kCut);
}

}  // namespace

std::string OneLine(std::string_view text, std::size_t max_bytes) {
  return Cleaned(text, max_bytes, WithSingleBlanks);
}

std::string Printable(std::string_view text, std::size_t max_bytes) {
  return Cleaned(text, max_bytes, WithoutControls);
}

}  // namespace hcn
