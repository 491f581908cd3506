#include "plugin/child_program.h"

#include "plugin/process_io.h"

namespace plugin {

std::optional<std::filesystem::path> ProcessIo::FindPlugin(std::string_view name) {
  return FindInCniPath(name, Environment("CNI_PATH"));
}

ProgramEnd ProcessIo::RunProgram(const ChildProgram& program) { return RunChildProgram(program); }

}  // namespace plugin
