#include "cli/terminal.h"

#include "cli/style.h"
#include "hcn/text.h"

namespace cli {

bool ShowsStyles(plugin::ProcessIo& io) {
  return io.Environment("NO_COLOR").empty() && io.IsTerminal();
}

Terminal::Terminal(plugin::ProcessIo& io) : io_(io), shows_styles_(ShowsStyles(io)) {}

void Terminal::WriteOutput(std::string_view document) {
  const std::string printable = hcn::Printable(document);
  io_.WriteOutput(shows_styles_ ? WithEscapes(printable) : WithoutStyles(printable));
}

void Terminal::WriteError(std::string_view text) noexcept {
  io_.WriteError(WithoutStyles(hcn::Printable(text)));
}

}  // namespace cli
