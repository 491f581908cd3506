#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "ipam/ip_address.h"

namespace ipam {

// The system's conversion of one family, network order, IPv4 in the first four bytes; absent when
// the text is not the whole of an address. `text` ends with a NUL.
[[nodiscard]] std::optional<std::array<std::uint8_t, 16>> BytesFromText(Family family,
                                                                        const char* text);
[[nodiscard]] std::string TextFromBytes(Family family, const std::array<std::uint8_t, 16>& bytes);

}  // namespace ipam
