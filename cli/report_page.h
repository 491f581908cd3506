#pragma once

#include <string>
#include <vector>

#include "cli/finding.h"
#include "cli/inventory.h"

namespace cli {

// A document of HCN, or the configuration, as it is shown.
struct ShownDocument {
  std::string title;
  std::string text;
};

// What the page of one node is made from.
struct NodeReport {
  std::string made_at;  // RFC 3339, UTC
  Inventory inventory;
  std::vector<Finding> findings;
  std::vector<std::string> log;  // its last lines
  std::vector<ShownDocument> documents;
  std::string documents_left_out;  // a sentence; empty where there are all
};

// One HTML page that needs nothing else: no script, no address, and a policy in it that lets a
// browser fetch nothing. All texts are escaped. Light or dark as the reader's system, and fit for
// paper.
[[nodiscard]] std::string ToPage(const NodeReport& report);

}  // namespace cli
