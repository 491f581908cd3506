#include "state/file_system.h"

namespace state {

std::vector<std::string> FileSystem::List(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  VisitNames(folder, [&](std::string_view name) { names.emplace_back(name); });
  return names;
}

}  // namespace state
