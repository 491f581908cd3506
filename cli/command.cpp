#include "cli/command.h"

#include <algorithm>

#include "cli/arguments.h"

namespace cli {
namespace {

constexpr std::size_t kSummaryColumn = 34;

bool AsksForHelp(const std::string& argument) { return argument == "--help" || argument == "-h"; }

std::string Listing(std::span<const Command> commands, std::string_view usage) {
  std::string text = "Usage: " + std::string(usage) + "\n\nCommands:\n";
  for (const Command& command : commands) {
    std::string line = "  " + std::string(command.name);
    if (!command.operands.empty()) line += " " + std::string(command.operands);
    line.resize(std::max(line.size() + 1, kSummaryColumn), ' ');
    text += line + std::string(command.summary) + "\n";
  }
  return text + "\nEach command has its own --help.\n";
}

std::string CommandWords(std::span<const Command> commands) {
  std::string words = "--help\n";
  for (const Command& command : commands) words += std::string(command.name) + "\n";
  return words;
}

}  // namespace

ExitCode RunOneOf(std::span<const Command> commands, std::string_view usage,
                  const std::vector<std::string>& arguments, const Host& host) {
  if (arguments.empty()) throw UsageError("no command; --help lists them");
  if (AsksForHelp(arguments.front())) {
    host.io.WriteOutput(Listing(commands, usage));
    return kDone;
  }
  if (arguments.front() == kListWords) {
    host.io.WriteOutput(CommandWords(commands));
    return kDone;
  }
  const auto command = std::ranges::find(commands, arguments.front(), &Command::name);
  if (command == commands.end()) {
    throw UsageError("no command \"" + arguments.front() + "\"; --help lists them");
  }
  return command->run({arguments.begin() + 1, arguments.end()}, host);
}

}  // namespace cli
