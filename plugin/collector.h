#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/log.h"

namespace plugin {

// Lets a clean-up go on after a failure, and remembers what failed.
class Collector {
 public:
  explicit Collector(Log& log) : log_(log) {}

  // False when `act` threw; `what` completes the sentence "could not …".
  bool Try(std::string_view what, const std::function<void()>& act);

  [[nodiscard]] const std::vector<std::string>& failures() const { return failures_; }

 private:
  Log& log_;
  std::vector<std::string> failures_;
};

}  // namespace plugin
