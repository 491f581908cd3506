#pragma once

#include "cli/command.h"

namespace cli {

// One page about this node for looking at and for a support ticket (report_page.h): what doctor
// finds, the slices, who holds addresses, the log's end, the documents.
ExitCode RunReport(const std::vector<std::string>& arguments, const Host& host);

}  // namespace cli
