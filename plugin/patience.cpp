#include "plugin/patience.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace plugin {
namespace {

struct End {
  std::mutex mutex;
  std::condition_variable changed;
  bool is_there = false;
};

void Reach(End& end) {
  {
    const std::lock_guard lock(end.mutex);
    end.is_there = true;
  }
  end.changed.notify_one();
}

bool IsReachedWithin(std::chrono::milliseconds patience, End& end) {
  std::unique_lock lock(end.mutex);
  return end.changed.wait_for(lock, patience, [&] { return end.is_there; });
}

}  // namespace

// The thread is let go only once it has had its time: one that is detached before it has begun may
// never begin (winpthreads 10).
bool EndsWithin(std::chrono::milliseconds patience, std::function<void()> work) {
  const auto end = std::make_shared<End>();
  std::thread thread([end, work = std::move(work)] {
    work();
    Reach(*end);
  });
  if (!IsReachedWithin(patience, *end)) {
    thread.detach();
    return false;
  }
  thread.join();
  return true;
}

}  // namespace plugin
