#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "cli/host.h"

namespace cli {

// What the shell sees.
enum ExitCode : int {
  kDone = 0,
  kFailed = 1,
  kUsedWrongly = 2,
  kNeedsAttention = 3,  // done, but something of what was found does
};

// The command line cannot be understood; what() says what is wrong with it.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A word on the command line, and what it does with the words after it.
struct Command {
  std::string_view name;
  std::string_view operands;  // what follows it, for the list of commands
  std::string_view summary;   // one line, for the same
  ExitCode (*run)(const std::vector<std::string>& arguments, const Host& host);
};

// The commands of this build: without `simulator` where HCN is the real one.
[[nodiscard]] std::span<const Command> Commands();

// Runs the command that the first argument names; --help lists them under `usage`. Throws
// UsageError when it is none of them.
ExitCode RunOneOf(std::span<const Command> commands, std::string_view usage,
                  const std::vector<std::string>& arguments, const Host& host);

}  // namespace cli
