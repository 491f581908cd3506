#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "hcn/simulator/host.h"
#include "tests/support/temporary_folder.h"

namespace process {

// One call of the executable.
struct Call {
  std::string command = "ADD";
  std::string container_id = "c1";
  std::string netns = "0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11";
  std::string ifname = "eth0";
  std::string faults = {};        // HCN_SIMULATOR_FAULTS
  nlohmann::json more_conf = {};  // members of the configuration, over the node's
  bool nobody_reads = false;      // stdout is a pipe that has no reader
};

// How it ended.
struct End {
  int exit_code = -1;
  bool was_killed = false;
  std::string output;

  // The `code` of an error document; -1 when it is none.
  [[nodiscard]] int code() const;
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
  // No endpoint, no namespace but the default one, no record.
  [[nodiscard]] bool IsClean() const;

 private:
  pid_t Start(const Call& call, const std::filesystem::path& output);
  [[nodiscard]] std::filesystem::path WriteConf(const Call& call);
  [[nodiscard]] std::filesystem::path NewFile();

  support::TemporaryFolder folder_;
  hcn::simulator::Host host_;
  unsigned files_ = 0;
};

}  // namespace process
