#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/holder.h"
#include "cli/slice_use.h"
#include "cli/style.h"

namespace cli {

// The members that docs/commands.md lists.
[[nodiscard]] nlohmann::ordered_json ToJson(const Holder& holder);
[[nodiscard]] nlohmann::ordered_json ToJson(const SliceUse& use);

// How a state looks, in every command.
[[nodiscard]] Style StyleOf(State state);
// "10.200.42.5+fd00:200:42::5", or the id where it has no address.
[[nodiscard]] std::string NameOf(const Holder& holder);
// What an operator knows it by: the pod, for whom an address is reserved, whose endpoint holds it.
[[nodiscard]] std::string Subject(const Holder& holder);

// A line for each holder with a mark at those that need attention, ids cut; their reasons follow,
// in full. `now` is for the ages.
[[nodiscard]] std::string ToTable(const std::vector<Holder>& holders,
                                  std::chrono::system_clock::time_point now);
// "slice 10.200.42.0/24: 253 addresses, 3 used, 1 reserved, 0 resting, 249 free"
[[nodiscard]] std::string ToLine(const SliceUse& use);

}  // namespace cli
