#pragma once

#include <string>

#include "cli/inventory.h"

namespace cli {

// The inventory in the text format of Prometheus
// (https://prometheus.io/docs/instrumenting/exposition_formats/). Where HCN does not answer, what
// it alone knows has no sample: absent is not zero.
[[nodiscard]] std::string ToPrometheus(const Inventory& inventory);

}  // namespace cli
