#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/log.h"

namespace plugin {

// Lets a clean-up go on after a failure, and remembers what failed.
class Collector {
 public:
  // `on_step` hears `what` of each try before it.
  explicit Collector(Log& log, std::function<void(std::string_view what)> on_step = {})
      : log_(log), on_step_(std::move(on_step)) {}

  // False when `act` threw; `what` completes the sentence "could not …".
  bool Try(std::string_view what, const std::function<void()>& act);

  [[nodiscard]] const std::vector<std::string>& failures() const { return failures_; }

 private:
  Log& log_;
  std::function<void(std::string_view what)> on_step_;
  std::vector<std::string> failures_;
};

}  // namespace plugin
