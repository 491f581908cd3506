#pragma once

#include "cli/command.h"

namespace cli {

// What an HRESULT of HCN means here, by its number in any of the ways in which logs write it, or by
// its symbol; "all" lists every code that is known.
ExitCode RunExplain(const std::vector<std::string>& arguments, const Host& host);

}  // namespace cli
