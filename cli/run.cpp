#include "cli/run.h"

#include <exception>

#include "cli/command.h"
#include "cli/terminal.h"
#include "plugin/error.h"

namespace cli {
namespace {

constexpr std::string_view kUsage =
    "hcn-slice COMMAND\n\n"
    "Without arguments hcn-slice is a CNI plugin: a runtime starts it with CNI_COMMAND set.";

int Complain(const Host& host, const std::string& problem, ExitCode code) {
  host.io.WriteError("hcn-slice: " + problem + "\n");
  return code;
}

}  // namespace

int Run(const std::vector<std::string>& arguments, const Host& the_host) {
  Terminal terminal(the_host.io);
  const Host host{terminal, the_host.files, the_host.make_hcn};
  try {
    return RunOneOf(Commands(), kUsage, arguments, host);
  } catch (const UsageError& error) {
    return Complain(host, error.what(), kUsedWrongly);
  } catch (const std::exception& error) {
    return Complain(host, plugin::Explain(error, arguments.front()).message, kFailed);
  }
}

}  // namespace cli
