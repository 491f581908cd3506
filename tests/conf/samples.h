#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "conf/net_conf.h"

namespace conf {

// The smallest network configuration that ADD takes.
[[nodiscard]] inline nlohmann::json SmallestConf() {
  return {{"cniVersion", "1.0.0"},
          {"name", "overlay"},
          {"type", "hcn-slice"},
          {"slice", "10.200.42.0/24"}};
}

// The smallest one with one value set ("/network/create", a JSON pointer) or, with null, unset.
[[nodiscard]] inline nlohmann::json ConfWith(const std::string& pointer,
                                             const nlohmann::json& value) {
  nlohmann::json conf = SmallestConf();
  conf[nlohmann::json::json_pointer(pointer)] = value;
  return conf;
}

[[nodiscard]] inline NetConf Strict(const nlohmann::json& document) {
  return ParseNetConf(document, {"/state"}, Strictness::kStrict);
}

[[nodiscard]] inline NetConf Tolerant(const nlohmann::json& document) {
  return ParseNetConf(document, {"/state"}, Strictness::kTolerant);
}

}  // namespace conf
