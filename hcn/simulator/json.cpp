#include "hcn/simulator/json.h"

#include <algorithm>

#include "hcn/json_depth.h"
#include "hcn/simulator/refusal.h"

namespace hcn::simulator {
namespace {

constexpr std::size_t kGuidLength = 36;

char Lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

char Upper(char letter) {
  return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

}  // namespace

Json ParseJson(std::string_view text) {
  Json document = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (document.is_discarded() || IsTooDeep(text)) throw Refusal(kInvalidJson);
  return document;
}

std::string TextOf(const Json& object, std::string_view member) {
  const auto found = object.find(member);
  return found == object.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

std::uint64_t NumberOf(const Json& object, std::string_view member) {
  const auto found = object.find(member);
  return found == object.end() || !found->is_number() ? 0 : found->get<std::uint64_t>();
}

Guid GuidOf(const Json& object, std::string_view member) {
  return ParseBareGuid(TextOf(object, member)).value_or(Guid());
}

const Json& ListOf(const Json& object, std::string_view member) {
  static const Json kEmpty = Json::array();
  const auto found = object.find(member);
  return found == object.end() || !found->is_array() ? kEmpty : *found;
}

std::optional<Guid> ParseBareGuid(std::string_view text) {
  return text.size() == kGuidLength ? Guid::Parse(text) : std::nullopt;
}

std::string UpperCase(std::string_view text) {
  std::string upper(text);
  std::ranges::transform(upper, upper.begin(), Upper);
  return upper;
}

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), Lower);
  return lower;
}

bool EqualIgnoringCase(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other, {}, Lower, Lower);
}

}  // namespace hcn::simulator
