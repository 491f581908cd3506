#include "cli/style.h"

#include <algorithm>
#include <array>
#include <optional>

namespace cli {
namespace {

struct Look {
  std::optional<Style> style;
  std::string_view mark;
  std::string_view escape;  // the foreground, by number: light and dark terminals both show it
};
constexpr std::string_view kLineAnew = "\uFDD6";
constexpr auto kLooks = std::to_array<Look>({
    {Style::kPlain, "\uFDD0", "\x1b[0m"},
    {Style::kGood, "\uFDD1", "\x1b[32m"},
    {Style::kWarning, "\uFDD2", "\x1b[33m"},
    {Style::kBad, "\uFDD3", "\x1b[31m"},
    {Style::kQuiet, "\uFDD4", "\x1b[90m"},
    {Style::kReserved, "\uFDD5", "\x1b[36m"},
    {std::nullopt, kLineAnew, "\r\x1b[K"},
});
// What all marks begin with.
constexpr char kFirstByte = '\xef';

const Look& LookOf(Style style) { return *std::ranges::find(kLooks, style, &Look::style); }

template <typename Replace>
std::string EachMark(std::string_view text, Replace replace) {
  std::string shown;
  while (!text.empty()) {
    const auto look =
        std::ranges::find_if(kLooks, [&](const Look& each) { return text.starts_with(each.mark); });
    if (look != kLooks.end()) {
      shown += replace(*look);
      text.remove_prefix(look->mark.size());
      continue;
    }
    const std::size_t next = std::min(text.find(kFirstByte, 1), text.size());
    shown += text.substr(0, next);
    text.remove_prefix(next);
  }
  return shown;
}

}  // namespace

std::string Styled(Style style, std::string_view text) {
  if (style == Style::kPlain) return std::string(text);
  return std::string(LookOf(style).mark).append(text).append(LookOf(Style::kPlain).mark);
}

std::string LineAnew() { return std::string(kLineAnew); }

std::string WithoutStyles(std::string_view text) {
  return EachMark(text, [](const Look&) { return std::string_view(); });
}

std::string WithEscapes(std::string_view text) {
  return EachMark(text, [](const Look& look) { return look.escape; });
}

}  // namespace cli
