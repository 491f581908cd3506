#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "plugin/process_io.h"

namespace cli {

// Where containerd looks for network configurations when it is not told otherwise
// (containerd, docs/cri/config.md, `conf_dir`).
[[nodiscard]] std::filesystem::path ContainerdConfFolder(plugin::ProcessIo& io);

// Whether containerd reads a file of this name in it: go-cni's opts.go, loadFromConfDir.
[[nodiscard]] bool IsConfigurationName(std::string_view name);

// Where it looks for plugins (the same, `bin_dir`), and the file that a `type` means there.
[[nodiscard]] std::filesystem::path ContainerdPluginFolder(plugin::ProcessIo& io);
[[nodiscard]] std::string PluginFile(std::string_view type);

}  // namespace cli
