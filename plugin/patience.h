#pragma once

#include <chrono>
#include <functional>

namespace plugin {

// Does `work` in a thread of its own, and says whether it has ended within `patience`. Where it has
// not, its thread goes on with all that `work` owns, and nobody waits for it again. `work` throws
// nothing.
bool EndsWithin(std::chrono::milliseconds patience, std::function<void()> work);

}  // namespace plugin
