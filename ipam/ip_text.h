#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ipam/ip_address.h"

namespace ipam {

// The two directions of one family's text, the same on every platform: the names of records are
// made of it, and the systems' own functions differ in what they take and in what they write.
// Bytes are in network order, IPv4 in the first four.

// What inet_pton takes (POSIX.1-2017; RFC 4291 section 2.2): four decimal numbers without leading
// zeros, or groups of hexadecimal digits. Absent when the text is not the whole of an address.
[[nodiscard]] std::optional<std::array<std::uint8_t, 16>> BytesFromText(Family family,
                                                                        std::string_view text);

// The canonical text: RFC 5952, where IPv4-mapped addresses end in dotted decimals.
[[nodiscard]] std::string TextFromBytes(Family family, const std::array<std::uint8_t, 16>& bytes);

}  // namespace ipam
