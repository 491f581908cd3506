#pragma once

#include <functional>
#include <memory>

#include "hcn/hcn_api.h"
#include "plugin/process_io.h"
#include "state/file_system.h"

namespace cli {

// What a command works on: this process, its disk, and HCN for those that need it.
struct Host {
  plugin::ProcessIo& io;
  state::FileSystem& files;
  std::function<std::unique_ptr<hcn::HcnApi>()> make_hcn;
};

}  // namespace cli
