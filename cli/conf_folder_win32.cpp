#include "cli/conf_folder.h"
#include "conf/text.h"

namespace cli {
namespace {

std::filesystem::path CniFolder(plugin::ProcessIo& io) {
  const std::string programs = io.Environment("ProgramFiles");
  return conf::ToPath(programs.empty() ? "C:\\Program Files" : programs) / "containerd" / "cni";
}

}  // namespace

std::filesystem::path ContainerdConfFolder(plugin::ProcessIo& io) { return CniFolder(io) / "conf"; }

std::filesystem::path ContainerdPluginFolder(plugin::ProcessIo& io) {
  return CniFolder(io) / "bin";
}

std::string PluginFile(std::string_view type) { return std::string(type) + ".exe"; }

}  // namespace cli
