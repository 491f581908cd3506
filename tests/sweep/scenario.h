#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "tests/sweep/disturbance.h"

namespace sweep {

// Somebody else's, where a scenario has one.
inline constexpr std::string_view kForeignEndpoint = "f0e1d2c3-b4a5-4968-8776-5a4b3c2d1e0f";

// One call of the plugin that is to be disturbed, and what it finds.
struct Scenario {
  std::string name;
  // Another attachment, live all the time.
  Call bystander;
  // What else is there before the attachment ever was.
  std::function<void(World&)> surroundings = [](World&) {};
  // The attachment's own past; the result of its ADD, where CHECK needs one.
  std::function<nlohmann::json(World&)> past = [](World&) { return nlohmann::json(); };
  // The call, with its command; its configuration is never null.
  Call call;
};

[[nodiscard]] std::vector<Scenario> Scenarios();

// For the names of tests.
std::ostream& operator<<(std::ostream& out, const Scenario& scenario);

}  // namespace sweep
