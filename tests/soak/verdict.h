#pragma once

#include <string>
#include <vector>

#include "tests/soak/model.h"

namespace soak {

// Somebody else's endpoint, with an address of the slice.
inline constexpr const char* kForeignEndpoint = "f0e1d2c3-b4a5-4968-8776-5a4b3c2d1e0f";

// What of the node is not as it should be while no call runs.
[[nodiscard]] std::vector<std::string> Compare(const process::Node& node, const Model& model);
// What is left where nothing of any pod should be.
[[nodiscard]] std::vector<std::string> WhatIsLeft(const process::Node& node);
// How much Compare looks at.
[[nodiscard]] std::size_t CountLooks();

}  // namespace soak
