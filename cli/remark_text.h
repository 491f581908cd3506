#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/validation.h"

namespace cli {

// How many remarks of this severity there are.
[[nodiscard]] std::size_t CountOf(const Validated& file, Severity severity);
[[nodiscard]] std::size_t CountOf(const std::vector<Validated>& files, Severity severity);

// "file:line:column: severity [rule]" and the message below it, and a sum for each file.
[[nodiscard]] std::string ToText(const std::vector<Validated>& files);

// {"files": [{"file", "errors", "warnings", "remarks": [{"severity", "rule", "line", "column",
// "path", "message"}]}]}
[[nodiscard]] nlohmann::ordered_json ToJson(const std::vector<Validated>& files);

}  // namespace cli
