#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hcn/simulator/json.h"

namespace hcn::simulator {

// A HostComputeQuery: which form to answer in and, for enumerations, what to look for.
class Query {
 public:
  // An empty text is NULL: V1, everything. Throws Refusal (0x803b001b).
  explicit Query(std::string_view text);

  [[nodiscard]] bool wants_v2() const { return wants_v2_; }
  // True when every object matches.
  [[nodiscard]] bool takes_all() const { return filter_.empty(); }
  // Every member of the filter equals that of the object's V1 form: GUIDs in any case, all else to
  // the letter. A member that the object does not have matches nothing.
  [[nodiscard]] bool Matches(const Json& v1) const;
  // The one id that can match, when the filter has one.
  [[nodiscard]] std::optional<Guid> OnlyId() const;

 private:
  bool wants_v2_ = false;
  Json filter_ = Json::object();
};

}  // namespace hcn::simulator
