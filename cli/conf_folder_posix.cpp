#include "cli/conf_folder.h"

namespace cli {

std::filesystem::path ContainerdConfFolder(plugin::ProcessIo& /*io*/) { return "/etc/cni/net.d"; }

std::filesystem::path ContainerdPluginFolder(plugin::ProcessIo& /*io*/) { return "/opt/cni/bin"; }

std::string PluginFile(std::string_view type) { return std::string(type); }

}  // namespace cli
