#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "hcn/simulator/host.h"
#include "tests/process/child.h"
#include "tests/support/temporary_folder.h"

namespace process {

// One call of the executable.
struct Call {
  std::string command = "ADD";
  std::string container_id = "c1";
  std::string netns = "0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11";
  std::string ifname = "eth0";
  std::string faults = {};                // HCN_SIMULATOR_FAULTS
  nlohmann::json more_conf = {};          // members of the configuration, over the node's
  std::optional<std::string> input = {};  // stdin, where it is not the configuration
  // More of the environment, over what the members above say; unset without a value.
  std::map<std::string, std::optional<std::string>> variables = {};
  Stdin in = Stdin::kFile;
  Stdout out = Stdout::kFile;
  std::filesystem::path folder = "/";  // the working directory
  std::filesystem::path executable = HCN_SLICE_EXECUTABLE;
  // The operator's tool with these; "CONF" among them is the file of the configuration.
  std::vector<std::string> arguments = {};
};

// A node on the real disk, in a folder of its own that goes with it.
class Node {
 public:
  Node();

  // Starts all, then waits for all; the ends in their order.
  std::vector<End> RunAtOnce(const std::vector<Call>& calls);
  End Run(const Call& call) { return RunAtOnce({call}).front(); }

  [[nodiscard]] nlohmann::json Dump() const { return nlohmann::json::parse(host_.Dump()); }
  [[nodiscard]] std::size_t CountEndpoints() const { return Dump()["endpoints"].size(); }
  // Without the host's default one.
  [[nodiscard]] std::size_t CountNamespaces() const { return Dump()["namespaces"].size() - 1; }
  [[nodiscard]] std::vector<std::string> Records() const;
  // The entries of the network marker.
  [[nodiscard]] nlohmann::json Networks() const;
  // No endpoint, no namespace but the default one, no record.
  [[nodiscard]] bool IsClean() const;
  // Nothing was made at all, neither in HCN nor on the disk.
  [[nodiscard]] bool IsUntouched() const;

  // The call, running; for who wants to do something to it.
  [[nodiscard]] Child Start(const Call& call);
  // The configuration of the call, as text.
  [[nodiscard]] std::string ConfOf(const Call& call) const;
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }
  hcn::simulator::Host& host() { return host_; }
  // Removes the files that the streams of calls were; none may run.
  void ForgetCalls();

 private:
  [[nodiscard]] std::filesystem::path NewFile();

  support::TemporaryFolder folder_;
  hcn::simulator::Host host_;
  unsigned files_ = 0;
};

}  // namespace process
