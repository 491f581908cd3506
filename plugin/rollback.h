#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "plugin/log.h"

namespace plugin {

// What has to be undone when a verb does not come to its end. Runs in reverse order when it goes
// out of scope uncommitted, and stops at the first undo that fails: what that one left keeps
// everything below it.
class Rollback {
 public:
  explicit Rollback(Log& log) : log_(&log) {}
  Rollback(Rollback&& other) noexcept : log_(other.log_), undos_(std::exchange(other.undos_, {})) {}
  Rollback& operator=(Rollback&&) = delete;
  Rollback(const Rollback&) = delete;
  Rollback& operator=(const Rollback&) = delete;
  ~Rollback() { Run(); }

  // `what` completes the sentence "could not …".
  void Arm(std::string what, std::function<void()> undo) {
    undos_.push_back({std::move(what), std::move(undo)});
  }
  // Takes the last armed one back: what it would undo turned out not to be ours to undo.
  void DisarmLast() { undos_.pop_back(); }
  void Commit() noexcept { undos_.clear(); }
  // Undoes everything now. Never throws; what fails is in the log.
  void Run() noexcept;

 private:
  struct Undo {
    std::string what;
    std::function<void()> act;
  };

  Log* log_;
  std::vector<Undo> undos_;
};

}  // namespace plugin
