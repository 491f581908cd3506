#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string_view>

namespace conf {

inline constexpr std::size_t kMostBytes = std::size_t{16} * 1024 * 1024;
inline constexpr unsigned kMostDepth = 1000;

enum class InvalidUtf8 { kRefuse, kReplace };

// Strict JSON (RFC 8259) of at most kMostBytes and kMostDepth levels; of duplicate keys the last
// one wins. Throws conf::Error (kMalformed) that names `what` ("the network configuration on
// stdin") and says where it broke. A byte order mark gets its own sentence.
[[nodiscard]] nlohmann::json ParseJson(std::string_view text, std::string_view what,
                                       InvalidUtf8 invalid_utf8 = InvalidUtf8::kRefuse);

}  // namespace conf
