#include "plugin/main.h"

#include <exception>
#include <memory>

#include "cli/run.h"
#include "plugin/dispatch.h"
#include "plugin/host_hcn.h"

namespace plugin {

int Main(const std::vector<std::string>& arguments) {
  const auto io = MakeProcessIo();
  if (!arguments.empty()) return cli::Run(arguments, *io);
  try {
    const auto files = state::MakeFileSystem();
    std::unique_ptr<hcn::HcnApi> hcn;
    return Run(*io, *files, [&]() -> hcn::HcnApi& {
      hcn = MakeHostHcn(*io);
      return *hcn;
    });
  } catch (const std::exception& error) {
    return Refuse(*io, error);
  }
}

}  // namespace plugin
