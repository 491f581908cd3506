#include "tests/support/fake_ipam.h"

namespace support {

using nlohmann::json;
using plugin::ProgramEnd;

ProgramEnd EndWithError(int code, const std::string& message) {
  return {true, 1, json{{"cniVersion", "1.0.0"}, {"code", code}, {"msg", message}}.dump(), ""};
}

ProgramEnd FakeIpam::Run(const plugin::ChildProgram& program, const std::string& container_id,
                         const std::string& ifname) {
  const auto variable = [&](const char* name, const std::string& inherited) {
    const auto found = program.variables.find(name);
    return found == program.variables.end() ? inherited : found->second;
  };
  const std::string verb = variable("CNI_COMMAND", "");
  const std::string holder =
      variable("CNI_CONTAINERID", container_id) + " " + variable("CNI_IFNAME", ifname);
  verbs_.push_back(verb);
  input_ = program.input;
  if (const auto answer = answers_.find(verb); answer != answers_.end()) return answer->second;
  if (verb == "ADD") return Add(holder);
  if (verb == "DEL") leases_.erase(holder);
  if (verb == "CHECK" && !leases_.contains(holder))
    return EndWithError(999, "no lease of " + holder);
  return {};
}

ProgramEnd FakeIpam::Add(const std::string& holder) {
  if (leases_.contains(holder)) return EndWithError(999, "duplicate allocation for " + holder);
  const std::string address = "10.77.0." + std::to_string(next_++);
  leases_[holder] = address;
  const json usual{{"cniVersion", "1.1.0"},
                   {"ips", {{{"address", address + "/24"}, {"gateway", "10.77.0.1"}}}}};
  return {true, 0, result_.value_or(usual).dump(), ""};
}

}  // namespace support
