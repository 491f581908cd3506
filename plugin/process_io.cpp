#include "plugin/process_io.h"

#include <ctime>
#include <ratio>

namespace plugin {

// C wants the processor's time of it; Windows' C library gives the time since the start.
std::chrono::nanoseconds ProcessIo::Age() {
  return std::chrono::duration<std::clock_t, std::ratio<1, CLOCKS_PER_SEC>>(std::clock());
}

}  // namespace plugin
