#pragma once

#include <ostream>
#include <string>
#include <utility>

namespace state {

// A text that must not be shown: it has no way into a stream or a string but Reveal(), whose only
// caller is what writes it back to where it was found.
class Secret {
 public:
  explicit Secret(std::string text) : text_(std::move(text)) {}

  [[nodiscard]] const std::string& Reveal() const { return text_; }

  bool operator==(const Secret&) const = default;

 private:
  std::string text_;
};

inline std::ostream& operator<<(std::ostream& out, const Secret& /*secret*/) {
  return out << "(redacted)";
}

}  // namespace state
