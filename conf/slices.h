#pragma once

#include <string_view>
#include <vector>

#include "conf/value.h"
#include "ipam/slice.h"

namespace conf {

// The key `slice`: a CIDR string, an object with `subnet` and what may follow it, or a list of
// both. Throws conf::Error.
[[nodiscard]] std::vector<ipam::Slice> ParseSlices(const Value& value);

// The slices of a node, IPv4 first. Throws conf::Error (kInvalid) that begins with `name` when two
// are of one family, or IPv6 is alone: no Windows host has shown yet that this works.
[[nodiscard]] std::vector<ipam::Slice> OnePerFamily(std::vector<ipam::Slice> slices,
                                                    std::string_view name);

}  // namespace conf
