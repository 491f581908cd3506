#include "cli/progress.h"

#include <exception>
#include <string>

#include "cli/style.h"
#include "cli/table.h"
#include "cli/terminal.h"

namespace cli {
namespace {

constexpr std::chrono::seconds kPatience{1};
constexpr std::chrono::milliseconds kBetweenChanges{100};
constexpr std::size_t kMostColumns = 79;

}  // namespace

Progress::Progress(plugin::ProcessIo& io)
    : io_(io), may_show_(ShowsStyles(io)), next_(io.Now() + kPatience) {}

Progress::~Progress() {
  if (!is_shown_) return;
  try {
    io_.WriteOutput(LineAnew());
  } catch (const std::exception&) {
    // A terminal that is gone shows no line either; what is printed next says so.
  }
}

void Progress::Step(std::string_view what) {
  ++steps_;
  if (!may_show_ || io_.Now() < next_) return;
  next_ = io_.Now() + kBetweenChanges;
  const std::string line = "step " + std::to_string(steps_) + ": " + std::string(what);
  io_.WriteOutput(LineAnew() + Styled(Style::kQuiet, Cut(line, kMostColumns)));
  is_shown_ = true;
}

}  // namespace cli
