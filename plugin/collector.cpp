#include "plugin/collector.h"

#include <exception>

namespace plugin {

bool Collector::Try(std::string_view what, const std::function<void()>& act) {
  if (on_step_) on_step_(what);
  try {
    act();
    return true;
  } catch (const std::exception& error) {
    failures_.push_back("could not " + std::string(what) + ": " + error.what());
    log_.Warn(failures_.back());
    return false;
  }
}

}  // namespace plugin
