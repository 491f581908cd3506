#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "cli/holder.h"

namespace cli {

// What HCN says about the namespace of a holder.
struct NamespaceLook {
  bool was_asked = false;  // HCN was, and answered
  std::optional<hcn::HostComputeNamespace> found = {};
};

// The members of ToJson (holder_report.h), and `recordContent`, `endpoint` and `namespace`.
[[nodiscard]] nlohmann::ordered_json DetailsAsJson(const Holder& holder, const NamespaceLook& look);

// Record and HCN side by side, a mark where they differ; then what only HCN has. At most 100
// columns wide.
[[nodiscard]] std::string DetailsAsText(const Holder& holder, const NamespaceLook& look);

}  // namespace cli
