#include "cli/conf_folder.h"

namespace cli {

bool IsConfigurationName(std::string_view name) {
  return name.ends_with(".conflist") || name.ends_with(".conf") || name.ends_with(".json");
}

}  // namespace cli
