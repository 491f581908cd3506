#pragma once

#include <chrono>
#include <future>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>

namespace plugin {

// Does `work` in a thread of its own: what it gives or throws, once it has ended, or nothing where
// it has not within `patience`. Then its thread goes on with all that `work` owns, and nobody waits
// for it again. It is let go no sooner: a thread that is detached before it has begun may never
// begin (winpthreads 10).
template <typename Work>
std::optional<std::future<std::invoke_result_t<Work>>> AnswerWithin(
    std::chrono::milliseconds patience, Work work) {
  std::packaged_task<std::invoke_result_t<Work>()> task(std::move(work));
  auto answer = task.get_future();
  std::thread thread(std::move(task));
  if (answer.wait_for(patience) != std::future_status::ready) {
    thread.detach();
    return std::nullopt;
  }
  thread.join();
  return answer;
}

}  // namespace plugin
