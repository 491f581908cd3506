#include "tests/support/fake_process_io.h"

namespace support {

std::string FakeProcessIo::Environment(std::string_view name) {
  const auto variable = environment.find(name);
  return variable == environment.end() ? "" : variable->second;
}

void FakeProcessIo::WriteOutput(std::string_view document) {
  if (output_is_broken) throw plugin::IoError("writing the result to stdout: broken pipe");
  output += document;
}

}  // namespace support
