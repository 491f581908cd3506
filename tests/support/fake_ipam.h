#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "plugin/child_program.h"

namespace support {

// An IPAM plugin with host-local's ways: each container and interface gets the next address of
// 10.77.0.0/24, a second ADD of one is refused, and DEL of what it does not know is fine.
class FakeIpam {
 public:
  plugin::ProgramEnd Run(const plugin::ChildProgram& program, const std::string& container_id,
                         const std::string& ifname);

  // What it gave and did not get back: "c1 eth0" to address.
  [[nodiscard]] const std::map<std::string, std::string>& leases() const { return leases_; }
  // The verbs in the order in which they came.
  [[nodiscard]] const std::vector<std::string>& verbs() const { return verbs_; }
  // The stdin of the last run.
  [[nodiscard]] const std::string& input() const { return input_; }

  void Forget() { leases_.clear(); }
  // The verb ends so instead, and does nothing.
  void Answer(const std::string& verb, plugin::ProgramEnd end) { answers_[verb] = std::move(end); }
  void AnswerAgain(const std::string& verb) { answers_.erase(verb); }
  // The result of ADD, instead of the usual one; the lease is there all the same.
  void set_result(nlohmann::json result) { result_ = std::move(result); }

 private:
  plugin::ProgramEnd Add(const std::string& holder);

  std::map<std::string, std::string> leases_;
  std::map<std::string, plugin::ProgramEnd> answers_;
  std::optional<nlohmann::json> result_;
  std::vector<std::string> verbs_;
  std::string input_;
  unsigned next_ = 2;
};

// An error document of CNI, as a plugin ends with it.
[[nodiscard]] plugin::ProgramEnd EndWithError(int code, const std::string& message);

}  // namespace support
