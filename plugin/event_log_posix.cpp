#include "plugin/process_io.h"

namespace plugin {

// journald and its likes keep what a runtime logs, which has the error document.
void ProcessIo::ReportError(std::string_view /*text*/) noexcept {}

}  // namespace plugin
