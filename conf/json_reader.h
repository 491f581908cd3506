#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "conf/error.h"

namespace conf {

inline constexpr std::size_t kMostBytes = std::size_t{16} * 1024 * 1024;
inline constexpr unsigned kMostDepth = 1000;

enum class InvalidUtf8 { kRefuse, kReplace };

// The text is no JSON that can be used; what() says why, and where.
class NotJson : public Error {
 public:
  NotJson(const std::string& text, std::size_t offset)
      : Error(Problem::kMalformed, text), offset_(offset) {}

  // The byte where reading it broke; 0 where it is the text as a whole.
  [[nodiscard]] std::size_t offset() const { return offset_; }

 private:
  std::size_t offset_;
};

// Strict JSON (RFC 8259) of at most kMostBytes and kMostDepth levels; of duplicate keys the last
// one wins. Throws NotJson (kMalformed) that names `what` ("the network configuration on
// stdin") and says where it broke. A byte order mark gets its own sentence.
[[nodiscard]] nlohmann::json ParseJson(std::string_view text, std::string_view what,
                                       InvalidUtf8 invalid_utf8 = InvalidUtf8::kRefuse);

}  // namespace conf
