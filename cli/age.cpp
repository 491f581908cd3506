#include "cli/age.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace cli {
namespace {

using std::chrono::seconds;

constexpr std::string_view kForm = "0000-00-00T00:00:00Z";

bool HasForm(std::string_view text) {
  return std::ranges::equal(text, kForm, [](char is, char should_be) {
    return should_be == '0' ? is >= '0' && is <= '9' : is == should_be;
  });
}

int Number(std::string_view text, std::size_t at, std::size_t size) {
  int number = 0;
  std::from_chars(text.data() + at, text.data() + at + size, number);
  return number;
}

std::optional<std::chrono::sys_seconds> ParseTime(std::string_view text) {
  if (!HasForm(text)) return std::nullopt;
  const std::chrono::year_month_day day{
      std::chrono::year{Number(text, 0, 4)},
      std::chrono::month{static_cast<unsigned>(Number(text, 5, 2))},
      std::chrono::day{static_cast<unsigned>(Number(text, 8, 2))}};
  if (!day.ok()) return std::nullopt;
  return std::chrono::sys_days{day} + std::chrono::hours{Number(text, 11, 2)} +
         std::chrono::minutes{Number(text, 14, 2)} + seconds{Number(text, 17, 2)};
}

struct Unit {
  seconds size;
  std::string_view name;
};
constexpr std::array<Unit, 4> kUnits{
    {{seconds{86400}, "d"}, {seconds{3600}, "h"}, {seconds{60}, "m"}, {seconds{1}, "s"}}};

}  // namespace

std::string AgeOf(std::string_view created, std::chrono::system_clock::time_point now) {
  const auto time = ParseTime(created);
  if (!time) return "-";
  const auto age = std::max(
      seconds{0}, std::chrono::floor<seconds>(now - std::chrono::system_clock::time_point(*time)));
  for (const Unit& unit : kUnits) {
    if (age >= 2 * unit.size) return std::to_string(age / unit.size).append(unit.name);
  }
  return std::to_string(age.count()) + "s";
}

}  // namespace cli
