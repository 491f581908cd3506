#include "cli/conf_folder.h"
#include "conf/text.h"

namespace cli {

std::filesystem::path ContainerdConfFolder(plugin::ProcessIo& io) {
  const std::string programs = io.Environment("ProgramFiles");
  return conf::ToPath(programs.empty() ? "C:\\Program Files" : programs) / "containerd" / "cni" /
         "conf";
}

}  // namespace cli
