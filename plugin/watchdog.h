#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace plugin {

// Acts once when its time is up, in a thread of its own: a call into HCN may never return
// (moby/moby#40699). `on_expiry` has to end the process.
class Watchdog {
 public:
  Watchdog(std::chrono::milliseconds time, std::function<void()> on_expiry);
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;
  ~Watchdog();

  // Counts from the start, not from now.
  void SetTime(std::chrono::milliseconds time);

 private:
  void Watch();

  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::function<void()> on_expiry_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::chrono::steady_clock::time_point deadline_;
  bool is_over_ = false;
  std::thread thread_;
};

}  // namespace plugin
