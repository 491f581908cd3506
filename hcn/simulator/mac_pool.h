#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "hcn/simulator/json.h"

namespace hcn::simulator {

// "00-15-5D-0A-0B-0C" from the same with ':' or in lower case; absent when it is no MAC address.
[[nodiscard]] std::optional<std::string> CanonicalMac(std::string_view text);

// The pool that HNS invents for a network without one. Real ones have 4096 addresses; these have
// 65536, so that a /16 can be filled.
[[nodiscard]] Json InventMacPool(const Guid& network);

// A free address of the network's pool, the one that `seed` points to when that is free. Throws
// Refusal (0x80070057) when there is none.
[[nodiscard]] std::string PickMac(const Json& network, std::uint32_t seed,
                                  const std::function<bool(const std::string&)>& is_free);

}  // namespace hcn::simulator
