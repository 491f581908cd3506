#include "plugin/main.h"

#include <exception>
#include <memory>

#include "cli/run.h"
#include "plugin/dispatch.h"
#include "plugin/host_hcn.h"

namespace plugin {

int Main(const std::vector<std::string>& arguments) {
  const auto io = MakeProcessIo();
  const auto files = state::MakeFileSystem();
  const auto make_hcn = [&io] { return MakeHostHcn(*io); };
  if (!arguments.empty()) return cli::Run(arguments, {*io, *files, make_hcn});
  try {
    std::unique_ptr<hcn::HcnApi> hcn;
    return Run(*io, *files, [&]() -> hcn::HcnApi& {
      hcn = make_hcn();
      return *hcn;
    });
  } catch (const std::exception& error) {
    return Refuse(*io, error);
  }
}

}  // namespace plugin
