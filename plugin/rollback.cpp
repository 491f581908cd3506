#include "plugin/rollback.h"

#include <exception>

namespace plugin {

void Rollback::Run() noexcept {
  while (!undos_.empty()) {
    const Undo undo = std::move(undos_.back());
    undos_.pop_back();
    try {
      undo.act();
    } catch (const std::exception& error) {
      log_->Warn("roll back: could not " + undo.what + ": " + error.what() +
                 "; the record stays for DEL and the sweep");
      undos_.clear();
    } catch (...) {
      undos_.clear();
    }
  }
}

}  // namespace plugin
