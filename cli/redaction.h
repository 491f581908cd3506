#pragma once

#include <nlohmann/json.hpp>

namespace cli {

// The document without what its members' names say is secret (keys, passwords, tokens and their
// like): "(removed)" stands there.
[[nodiscard]] nlohmann::ordered_json WithoutSecrets(nlohmann::ordered_json document);

}  // namespace cli
