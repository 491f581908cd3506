#include <array>

#include "cli/command.h"
#include "cli/version_command.h"

namespace cli {

std::span<const Command> Commands() {
  static constexpr auto kCommands = std::to_array<Command>({
      {"version", "", "print the version of this program", RunVersion},
  });
  return kCommands;
}

}  // namespace cli
