#include "tests/support/fake_process_io.h"

#include <thread>

namespace support {

std::string FakeProcessIo::Environment(std::string_view name) {
  const auto variable = environment.find(name);
  return variable == environment.end() ? "" : variable->second;
}

void FakeProcessIo::WriteOutput(std::string_view document) {
  if (output_is_broken) throw plugin::IoError("writing the result to stdout: broken pipe");
  output += document;
}

void FakeProcessIo::Sleep(std::chrono::milliseconds time) {
  now_ += time.count();
  if (while_it_sleeps) while_it_sleeps();
  if (has_neighbours) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

}  // namespace support
