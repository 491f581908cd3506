#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "plugin/session.h"

namespace cli {

// A network as the marker knows it, and what HCN says about it.
struct NetworkReport {
  state::NetworkEntry entry;
  std::string state;  // "live", "absent" or "drifted"
  std::string drift;  // what is different, with both sides
};

// What a marker that cannot be read, or not be written, is worth saying of.
[[nodiscard]] std::vector<std::string> ProblemsOf(const state::MarkerContent& marker);

[[nodiscard]] NetworkReport ReportOn(plugin::Session& session, const state::NetworkEntry& entry);

// The members of the marker by their names in it, private keys redacted, `state` and `drift`.
[[nodiscard]] nlohmann::ordered_json ToJson(const NetworkReport& report);
// One line per network, in columns, and one for each drift.
[[nodiscard]] std::string ToTable(const std::vector<NetworkReport>& reports);
// One line per member.
[[nodiscard]] std::string ToLines(const NetworkReport& report);

}  // namespace cli
