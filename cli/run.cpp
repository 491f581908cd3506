#include "cli/run.h"

#include <exception>

#include "cli/command.h"

namespace cli {
namespace {

constexpr std::string_view kUsage =
    "hcn-slice COMMAND\n\n"
    "Without arguments hcn-slice is a CNI plugin: a runtime starts it with CNI_COMMAND set.";

int Complain(plugin::ProcessIo& io, const std::exception& problem, ExitCode code) {
  io.WriteError("hcn-slice: " + std::string(problem.what()) + "\n");
  return code;
}

}  // namespace

int Run(const std::vector<std::string>& arguments, plugin::ProcessIo& io) {
  try {
    return RunOneOf(Commands(), kUsage, arguments, io);
  } catch (const UsageError& error) {
    return Complain(io, error, kUsedWrongly);
  } catch (const std::exception& error) {
    return Complain(io, error, kFailed);
  }
}

}  // namespace cli
