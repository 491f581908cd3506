#pragma once

#include <filesystem>

#include "plugin/process_io.h"

namespace cli {

// Where containerd looks for network configurations when it is not told otherwise
// (containerd, docs/cri/config.md, `conf_dir`).
[[nodiscard]] std::filesystem::path ContainerdConfFolder(plugin::ProcessIo& io);

}  // namespace cli
