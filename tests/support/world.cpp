#include "tests/support/world.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <set>

#include "cli/conf_folder.h"
#include "cli/run.h"
#include "hcn/client.h"
#include "hcn/error.h"
#include "hcn/guid.h"
#include "hcn/simulator/make_api.h"
#include "plugin/dispatch.h"
#include "plugin/identity.h"
#include "plugin/request.h"
#include "state/record.h"
#include "tests/support/killed.h"

namespace support {
namespace {

using nlohmann::json;

std::filesystem::path MakeHostFolder() {
  // In memory where there is such a place: a test makes thousands of small files.
  const std::filesystem::path base =
      std::filesystem::exists("/dev/shm") ? "/dev/shm" : std::filesystem::temp_directory_path();
  std::filesystem::path folder = base / ("hcn-slice-host-" + hcn::Guid::Random().ToString());
  std::filesystem::create_directory(folder);
  return folder;
}

// One process: dead after a kill, whichever of its two doors it died in.
struct Process {
  Process(const Call& call, plugin::ProcessIo& io, hcn::HcnApi& host, MemoryDisk& disk,
          std::vector<std::string>& calls, std::vector<LateCall>& late_calls)
      : files(disk,
              [this, &call](std::string_view operation, const auto&,
                            MemoryFileSystem::Moment moment) {
                Meet(
                    call, operation,
                    moment == MemoryFileSystem::Moment::kBefore ? Moment::kBefore : Moment::kAfter);
              }),
        hcn(
            host,
            [this, &call, &io, &calls](std::string_view function, HookedHcnApi::Moment moment) {
              const bool is_before = moment == HookedHcnApi::Moment::kBefore;
              if (is_before && !is_dead) calls.emplace_back(function);
              if (is_before && call.hcn_takes.count() > 0) io.Sleep(call.hcn_takes);
              Meet(call, function, is_before ? Moment::kBefore : Moment::kAfter);
            },
            &late_calls) {}

  void Meet(const Call& call, std::string_view operation, Moment moment) {
    if (is_dead) throw Killed{};
    if (!call.disturb) return;
    try {
      call.disturb(operation, moment);
    } catch (const Killed&) {
      is_dead = true;
      throw;
    }
  }

  bool is_dead = false;
  MemoryFileSystem files;
  HookedHcnApi hcn;
};

bool IsOurs(const json& endpoint) {
  const auto id = hcn::Guid::Parse(endpoint.value("ID", ""));
  return id && plugin::Recognise(endpoint.value("Name", ""), *id).has_value();
}

}  // namespace

json Outcome::document() const { return json::parse(output, nullptr, false); }

int Outcome::code() const {
  const json all = document();
  return all.is_object() ? all.value("code", -1) : -1;
}

std::string Outcome::message() const {
  const json all = document();
  return all.is_object() ? all.value("msg", "") : "";
}

World::World()
    : host_folder_(MakeHostFolder()),
      host_(host_folder_),
      api_(hcn::simulator::MakeApi(host_folder_, "", "")),
      files_(disk_) {}

World::World(const World& other)
    : host_folder_(MakeHostFolder()),
      host_(host_folder_),
      api_(hcn::simulator::MakeApi(host_folder_, "", "")),
      disk_(other.disk_),
      files_(disk_),
      late_calls_(other.late_calls_),
      checks_at_end_(false) {
  // Entry by entry: the folder is there, which not every library takes for good.
  for (const auto& entry : std::filesystem::directory_iterator(other.host_folder_)) {
    std::filesystem::copy(entry.path(), host_folder_ / entry.path().filename(),
                          std::filesystem::copy_options::recursive);
  }
}

World::~World() {
  if (checks_at_end_) CheckInvariants(at_end_);
  std::error_code ignored;
  std::filesystem::remove_all(host_folder_, ignored);
}

json World::Conf() {
  return json::parse(R"({
    "cniVersion": "1.1.0", "name": "overlay", "type": "hcn-slice",
    "slice": "10.200.42.0/24",
    "clusterCIDRs": ["10.200.0.0/16"], "serviceCIDRs": ["10.96.0.0/12"],
    "network": {"type": "L2Bridge", "adapter": "Ethernet", "create": true}
  })");
}

std::filesystem::path World::StateDir() {
  FakeProcessIo io;
  return plugin::DefaultsOf(io).state_dir;
}

std::filesystem::path World::Conflist() {
  FakeProcessIo io;
  return cli::ContainerdConfFolder(io) / "10-overlay.conflist";
}

Outcome World::Run(const Call& call) {
  FakeProcessIo io;
  io.environment = {{"CNI_COMMAND", call.command}, {"CNI_CONTAINERID", call.container_id},
                    {"CNI_NETNS", call.netns},     {"CNI_IFNAME", call.ifname},
                    {"CNI_ARGS", call.args},       {"CNI_PATH", call.path}};
  io.input = call.input ? *call.input : (call.conf.is_null() ? Conf() : call.conf).dump();
  return Start(call, io, [](auto& the_io, auto& files, auto& hcn) {
    return plugin::Run(the_io, files, [&hcn]() -> hcn::HcnApi& { return hcn; });
  });
}

Outcome World::Tool(const std::vector<std::string>& arguments, const Call& call) {
  files_.MakeFolders(Conflist().parent_path());
  const json list{{"cniVersion", "1.1.0"},
                  {"name", "overlay"},
                  {"plugins", json::array({call.conf.is_null() ? Conf() : call.conf})}};
  const std::string text = call.conflist.value_or(list.dump());
  text.empty() ? static_cast<void>(files_.Remove(Conflist())) : files_.Write(Conflist(), text);
  FakeProcessIo io;
  io.input = call.input.value_or("");
  io.environment.insert(call.environment.begin(), call.environment.end());
  return Start(call, io, [&arguments](auto& the_io, auto& files, auto& hcn) {
    // The tool owns what it is given; this is a door to the world's.
    const auto make_hcn = [&hcn] {
      return std::make_unique<HookedHcnApi>(hcn, [](std::string_view, HookedHcnApi::Moment) {});
    };
    return cli::Run(arguments, {the_io, files, make_hcn});
  });
}

Outcome World::Start(const Call& call, FakeProcessIo& io, const Program& program) {
  io.output_is_broken = call.output_is_broken;
  io.is_terminal = call.is_terminal;
  io.has_neighbours = call.has_neighbours;
  io.while_it_sleeps = call.while_it_sleeps;
  io.wall_clock = call.wall_clock;
  io.busy_ports = busy_ports_;
  Outcome outcome;
  const auto host = hcn::simulator::MakeApi(host_folder_, "", "");
  const auto start = io.Now();
  Process process(call, io, *host, disk_, outcome.hcn_calls, late_calls_);
  for (const auto& [name, ipam] : ipams_) {
    io.programs[name] = [&call, &process, fake = ipam](const plugin::ChildProgram& child) {
      process.Meet(call, "RunProgram", Moment::kBefore);
      auto end = fake->Run(child, call.container_id, call.ifname);
      process.Meet(call, "RunProgram", Moment::kAfter);
      return end;
    };
  }
  try {
    outcome.exit_code = program(io, process.files, process.hcn);
  } catch (const Killed&) {
    outcome.was_killed = true;
  }
  outcome.slept = std::chrono::duration_cast<std::chrono::milliseconds>(io.Now() - start);
  outcome.output = io.output;
  outcome.error = io.error;
  outcome.reported = io.reported;
  return outcome;
}

Outcome World::RunAs(std::string_view command, Call call) {
  call.command = command;
  return Run(call);
}

Outcome World::Check(const Call& call, const json& result) {
  Call with = call;
  if (with.conf.is_null()) with.conf = Conf();
  with.conf["prevResult"] = result;
  return RunAs("CHECK", with);
}

Outcome World::Gc(const std::vector<std::pair<std::string, std::string>>& valid, const Call& call) {
  Call with = call;
  if (with.conf.is_null()) with.conf = Conf();
  json list = json::array();
  for (const auto& [id, ifname] : valid) list.push_back({{"containerID", id}, {"ifname", ifname}});
  with.conf["cni.dev/valid-attachments"] = list;
  return RunAs("GC", with);
}

json World::Dump() const { return json::parse(host_.Dump()); }

json World::Namespaces() const {
  json own = json::array();
  const json dump = Dump();
  for (const json& name_space : dump["namespaces"]) {
    if (name_space.value("Type", "Host") != "HostDefault") own.push_back(name_space);
  }
  return own;
}

std::vector<std::string> World::Records() { return files_.List(StateDir() / "records"); }

bool World::IsClean() {
  for (const json& endpoint : Endpoints()) {
    if (IsOurs(endpoint)) return false;
  }
  for (const json& name_space : Namespaces()) {
    if (!name_space.value("Owner", "").empty()) return false;
  }
  return Records().empty();
}

void World::FinishLateCalls() {
  for (const LateCall& late_call : late_calls_) {
    try {
      late_call(*api_);
    } catch (const hcn::Error&) {
      continue;
    }
  }
  late_calls_.clear();
}

void World::MakeNamespace(const std::string& id) { host_.AddNamespace(*hcn::Guid::Parse(id)); }
void World::DeleteNamespace(const std::string& id) { api_->DeleteNamespace(*hcn::Guid::Parse(id)); }

void World::CheckInvariants(Loose loose) {
  std::set<std::string> recorded_ids;
  std::map<std::string, std::string> recorded_addresses;  // and whose they are
  for (const std::string& text : Records()) {
    const auto name = state::RecordName::Parse(text);
    ASSERT_TRUE(name) << "a stray in the records folder: " << text;
    EXPECT_TRUE(recorded_ids.insert(name->id.ToString()).second)
        << "two records of one id: " << text;
    for (const auto& address : name->addresses) {
      EXPECT_TRUE(recorded_addresses.emplace(address.ToString(), name->id.ToString()).second)
          << "reserved twice: " << text;
    }
  }
  std::set<std::string> live_ids;
  std::set<std::string> live_addresses;
  for (const json& endpoint : Endpoints()) {
    const std::string id = endpoint.at("ID");
    live_ids.insert(id);
    for (const json& ip : endpoint.value("IpConfigurations", json::array())) {
      const std::string address = ip.at("IpAddress");
      EXPECT_TRUE(live_addresses.insert(endpoint.value("HostComputeNetwork", "") + address).second)
          << "two endpoints have " << address;
      const auto recorded = recorded_addresses.find(address);
      if (recorded == recorded_addresses.end() || !IsOurs(endpoint)) continue;
      EXPECT_EQ(recorded->second, id) << address << " was handed out twice";
    }
    if (loose == Loose::kNo && IsOurs(endpoint)) {
      EXPECT_TRUE(recorded_ids.contains(id))
          << "an endpoint of ours without a record: " << endpoint;
    }
  }
  if (loose == Loose::kYes) return;
  for (const std::string& id : recorded_ids) {
    EXPECT_TRUE(live_ids.contains(id)) << "a record without its endpoint: " << id;
  }
}

}  // namespace support
