#include "cli/terminal.h"

#include "hcn/text.h"

namespace cli {

void Terminal::WriteOutput(std::string_view document) { io_.WriteOutput(hcn::Printable(document)); }

void Terminal::WriteError(std::string_view text) noexcept { io_.WriteError(hcn::Printable(text)); }

}  // namespace cli
