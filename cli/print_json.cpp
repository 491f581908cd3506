#include "cli/print_json.h"

namespace cli {

void PrintJson(const Host& host, const nlohmann::ordered_json& document) {
  using nlohmann::ordered_json;
  host.io.WriteOutput(document.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n");
}

}  // namespace cli
