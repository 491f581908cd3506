#pragma once

#include <string>
#include <vector>

#include "cli/slice_use.h"

namespace cli {

// The slice as rows of cells with a legend, as HTML: a cell for each address, or for as many as
// keep it at 4096 cells. Of a slice that is larger than 65536 addresses the part up to the last one
// that somebody holds.
[[nodiscard]] std::string HtmlMapOf(const SliceUse& use, const std::vector<Holder>& holders);

// The letter that stands for a state in a cell, so that no colour is needed to read it.
[[nodiscard]] std::string_view LetterOf(State state);

}  // namespace cli
