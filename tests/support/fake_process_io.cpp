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

std::optional<std::filesystem::path> FakeProcessIo::FindPlugin(std::string_view name) {
  if (!programs.contains(name)) return std::nullopt;
  return std::filesystem::path("/opt/cni/bin") / name;
}

plugin::ProgramEnd FakeProcessIo::RunProgram(const plugin::ChildProgram& program) {
  return programs.at(program.file.filename().string())(program);
}

void FakeProcessIo::Sleep(std::chrono::milliseconds time) {
  now_ += time.count();
  if (while_it_sleeps) while_it_sleeps();
  if (has_neighbours) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

}  // namespace support
