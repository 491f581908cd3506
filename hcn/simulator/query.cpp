#include "hcn/simulator/query.h"

#include <algorithm>

#include "hcn/simulator/document.h"
#include "hcn/simulator/refusal.h"
#include "hcn/simulator/tables.h"
#include "hcn/simulator/v1.h"

namespace hcn::simulator {
namespace {

bool SameValue(const Json& wanted, const Json& value) {
  if (wanted.is_string() && value.is_string()) {
    const auto id = ParseBareGuid(wanted.get_ref<const std::string&>());
    if (id) return id == ParseBareGuid(value.get_ref<const std::string&>());
  }
  return wanted == value;
}

}  // namespace

Query::Query(std::string_view text) {
  if (text.empty()) return;
  const Json query = Normalise(kQueryTable, ParseJson(text));
  wants_v2_ = IsV2(query);
  const std::string filter = TextOf(query, "Filter");
  if (filter.empty()) return;
  filter_ = ParseJson(filter);
  if (!filter_.is_object()) throw BadJson("Filter", "ExpectedObject");
}

bool Query::Matches(const Json& v1) const {
  return std::ranges::all_of(filter_.items(), [&](const auto& member) {
    const auto value = v1.find(member.key());
    return value != v1.end() && SameValue(member.value(), *value);
  });
}

std::optional<Guid> Query::OnlyId() const { return ParseBareGuid(TextOf(filter_, "ID")); }

}  // namespace hcn::simulator
