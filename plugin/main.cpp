#include <exception>
#include <memory>

#include "cli/run.h"
#include "plugin/dispatch.h"
#include "plugin/host_hcn.h"

int main(int argc, char** argv) {
  const auto io = plugin::MakeProcessIo();
  if (argc > 1) return cli::Run({argv + 1, argv + argc}, *io);
  try {
    const auto files = state::MakeFileSystem();
    std::unique_ptr<hcn::HcnApi> hcn;
    return plugin::Run(*io, *files, [&]() -> hcn::HcnApi& {
      hcn = plugin::MakeHostHcn(*io);
      return *hcn;
    });
  } catch (const std::exception& error) {
    return plugin::Refuse(*io, error);
  }
}
