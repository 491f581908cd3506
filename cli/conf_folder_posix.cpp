#include "cli/conf_folder.h"

namespace cli {

std::filesystem::path ContainerdConfFolder(plugin::ProcessIo& /*io*/) { return "/etc/cni/net.d"; }

}  // namespace cli
