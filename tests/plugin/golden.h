#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace plugin {

// One ADD of container "4bf1c9", eth0, on a host of its own whose HNS knows every feature, and what
// it said to HCN, as the simulator's log has it. A failure of the ADD is one of the test.
class HcnCalls {
 public:
  explicit HcnCalls(const nlohmann::json& conf, std::string_view args = "");

  [[nodiscard]] const nlohmann::json& calls() const { return calls_; }
  // Of the only call of this function; empty when there was none.
  [[nodiscard]] std::string DocumentOf(std::string_view function) const;
  [[nodiscard]] std::string IdOf(std::string_view function) const;

 private:
  [[nodiscard]] nlohmann::json CallOf(std::string_view function) const;

  nlohmann::json calls_ = nlohmann::json::array();
};

// A golden file as it goes over the wire. It is laid out for people, with its members in the order
// in which they are sent.
[[nodiscard]] std::string Golden(const std::string& file_name);

}  // namespace plugin
