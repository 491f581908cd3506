#include "plugin/watchdog.h"

#include <utility>

namespace plugin {

Watchdog::Watchdog(std::chrono::milliseconds time, std::function<void()> on_expiry)
    : on_expiry_(std::move(on_expiry)), deadline_(start_ + time), thread_([this] { Watch(); }) {}

Watchdog::~Watchdog() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void Watchdog::SetTime(std::chrono::milliseconds time) {
  {
    const std::lock_guard lock(mutex_);
    deadline_ = start_ + time;
  }
  changed_.notify_one();
}

void Watchdog::Watch() {
  std::unique_lock lock(mutex_);
  while (!is_over_) {
    if (std::chrono::steady_clock::now() >= deadline_) {
      lock.unlock();
      on_expiry_();
      return;
    }
    changed_.wait_until(lock, deadline_);
  }
}

}  // namespace plugin
