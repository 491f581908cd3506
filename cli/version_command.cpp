#include "cli/version_command.h"

#include "cli/arguments.h"

namespace cli {

ExitCode RunVersion(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {"version", "Prints the version of this program."};
  if (ParseArguments(usage, arguments, host.io))
    host.io.WriteOutput("hcn-slice " HCN_SLICE_VERSION "\n");
  return kDone;
}

}  // namespace cli
