#pragma once

#include <nlohmann/json.hpp>

#include "cli/host.h"

namespace cli {

// To stdout, for people as well: indented; what is not UTF-8 is replaced.
void PrintJson(const Host& host, const nlohmann::ordered_json& document);

}  // namespace cli
