#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "hcn/guid.h"
#include "hcn/hcn_api.h"
#include "hcn/simulator/host.h"
#include "tests/support/fake_ipam.h"
#include "tests/support/fake_process_io.h"
#include "tests/support/hooked_hcn_api.h"
#include "tests/support/memory_file_system.h"

namespace support {

// What one run of the plugin left behind.
struct Outcome {
  int exit_code = -1;
  bool was_killed = false;
  std::string output;
  std::string error;
  std::string reported;                // to the system's log of events, a line each
  std::vector<std::string> hcn_calls;  // without Close
  std::chrono::milliseconds slept{};

  // stdout as JSON; discarded when it is none.
  [[nodiscard]] nlohmann::json document() const;
  // The `code` and the `msg` of an error document.
  [[nodiscard]] int code() const;
  [[nodiscard]] std::string message() const;
};

// Where a run is disturbed: called before and after each HCN call and each change on the disk, with
// its name ("HcnCreateEndpoint", "Write"). May throw hcn::Error, state::FileError, or Killed.
enum class Moment { kBefore, kAfter };
using Disturb = std::function<void(std::string_view operation, Moment)>;

// One call of the plugin.
struct Call {
  std::string command = "ADD";
  std::string container_id = "c1";
  std::string netns = "0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11";
  std::string ifname = "eth0";
  std::string args = {};
  std::string path = "/opt/cni/bin";
  nlohmann::json conf = {};               // the whole network configuration
  std::optional<std::string> input = {};  // stdin, where it is not `conf`
  // What containerd's folder has, where it is not made of `conf`; empty for no file.
  std::optional<std::string> conflist = {};
  Disturb disturb = {};
  bool output_is_broken = false;
  bool is_terminal = false;                             // stdout
  std::map<std::string, std::string> environment = {};  // of a command, besides
  bool has_neighbours = false;                 // other calls of the same world run in other threads
  std::function<void()> while_it_sleeps = {};  // what happens on the node meanwhile
  std::chrono::milliseconds hcn_takes{0};      // for each call, by the process's clock
  std::chrono::seconds wall_clock{1'700'000'000};  // since 1970
};

// A node: a disk in memory, a simulated HCN host, and the plugin, run in this process as often as
// one likes. Its destructor checks what must hold after every test.
class World {
 public:
  World();
  // The same node once more, to go another way from here; it checks nothing at its end.
  World(const World& other);
  World& operator=(const World&) = delete;
  ~World();

  // A configuration on an L2Bridge network that ADD may make: slice 10.200.42.0/24, cluster and
  // service CIDRs, spec version 1.1.0.
  [[nodiscard]] static nlohmann::json Conf();

  Outcome Run(const Call& call);
  Outcome Add(const Call& call = {}) { return RunAs("ADD", call); }
  Outcome Del(const Call& call = {}) { return RunAs("DEL", call); }
  // With the given result as prevResult.
  Outcome Check(const Call& call, const nlohmann::json& result);
  // With the attachments that are still valid.
  Outcome Gc(const std::vector<std::pair<std::string, std::string>>& valid, const Call& call = {});
  Outcome RunAs(std::string_view command, Call call);

  // The operator's tool with these arguments. Of the call: how it is disturbed, its stdin, and the
  // configuration, which is in containerd's folder.
  Outcome Tool(const std::vector<std::string>& arguments, const Call& call = {});
  // An IPAM plugin in CNI_PATH.
  void AddIpam(const std::string& name, FakeIpam& ipam) { ipams_[name] = &ipam; }
  // UDP ports that some other program on the node has.
  void set_busy_ports(std::set<std::uint16_t> ports) { busy_ports_ = std::move(ports); }

  // The host as `simulator dump` shows it.
  [[nodiscard]] nlohmann::json Dump() const;
  [[nodiscard]] nlohmann::json Endpoints() const { return Dump()["endpoints"]; }
  // The host's namespaces without the default one.
  [[nodiscard]] nlohmann::json Namespaces() const;
  // The names in the records folder.
  [[nodiscard]] std::vector<std::string> Records();
  // Nothing of any attachment is left: no endpoint of ours, no namespace but those of the runtime,
  // no record.
  [[nodiscard]] bool IsClean();

  // HNS finishes what processes asked for that have died (Killed::is_finished_late). What it cannot
  // do any more is nobody's to know.
  void FinishLateCalls();

  // What the runtime does around ADD and DEL.
  void MakeNamespace(const std::string& id);
  void DeleteNamespace(const std::string& id);

  // What must hold at any time at which no process of ours is half way: failures are reported to
  // the test. `with_reasons`: records without an endpoint, and endpoints without a record, are
  // allowed for now.
  enum class Loose { kNo, kYes };
  void CheckInvariants(Loose loose = Loose::kNo);
  // The test's own last act leaves something on purpose.
  void set_loose_at_end() { at_end_ = Loose::kYes; }

  hcn::simulator::Host& host() { return host_; }
  // The host without hooks, as some other program would talk to it.
  hcn::HcnApi& hcn() { return *api_; }
  MemoryDisk& disk() { return disk_; }
  // The disk without hooks.
  MemoryFileSystem& files() { return files_; }
  // Where the simulated host keeps its objects.
  [[nodiscard]] const std::filesystem::path& host_folder() const { return host_folder_; }
  // Where World::Conf() keeps state.
  [[nodiscard]] static std::filesystem::path StateDir();
  // Where containerd has the configuration that Tool() is given.
  [[nodiscard]] static std::filesystem::path Conflist();

 private:
  using Program = std::function<int(plugin::ProcessIo&, state::FileSystem&, hcn::HcnApi&)>;
  Outcome Start(const Call& call, FakeProcessIo& io, const Program& program);

  std::filesystem::path host_folder_;
  hcn::simulator::Host host_;
  std::unique_ptr<hcn::HcnApi> api_;
  MemoryDisk disk_;
  MemoryFileSystem files_;
  std::set<std::uint16_t> busy_ports_;
  std::vector<LateCall> late_calls_;
  std::map<std::string, FakeIpam*> ipams_;
  Loose at_end_ = Loose::kNo;
  bool checks_at_end_ = true;
};

}  // namespace support
