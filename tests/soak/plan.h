#pragma once

#include <chrono>
#include <optional>
#include <random>
#include <vector>

#include "tests/soak/model.h"

namespace soak {

using Random = std::mt19937_64;

// A call that is to be made.
struct Planned {
  Deed deed;
  std::optional<std::chrono::microseconds> killed_after = {};  // from outside
};

// Calls that are to run beside each other.
[[nodiscard]] std::vector<Planned> PlanRound(Random& random, const Model& model);

// From 0 to `most` - 1.
[[nodiscard]] std::size_t Below(Random& random, std::size_t most);
// True in so many cases of a hundred.
[[nodiscard]] bool Chance(Random& random, std::size_t percent);

}  // namespace soak
