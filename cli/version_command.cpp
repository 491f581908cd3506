#include "cli/version_command.h"

#include "cli/arguments.h"

namespace cli {

ExitCode RunVersion(const std::vector<std::string>& arguments, plugin::ProcessIo& io) {
  const Usage usage = {"version", "Prints the version of this program."};
  if (ParseArguments(usage, arguments, io)) io.WriteOutput("hcn-slice " HCN_SLICE_VERSION "\n");
  return kDone;
}

}  // namespace cli
