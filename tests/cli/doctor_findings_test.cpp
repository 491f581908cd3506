#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <future>

#include "cli/conf_folder.h"
#include "cli/doctor_checks.h"
#include "hcn/error.h"
#include "tests/cli/doctor_node.h"
#include "tests/support/fake_process_io.h"
#include "tests/support/hanging_hcn.h"
#include "tests/support/killed.h"

// Every finding that `doctor` knows, and a node that has it.
namespace cli {
namespace {

using nlohmann::json;

using Ids = std::set<std::string>;

constexpr const char* kOther = R"({"cniVersion": "0.3.0", "name": "nat",
                                   "plugins": [{"type": "nat"}]})";
constexpr const char* kForeignMarker = R"({"networks": [{"owner": "base", "kind": "hcn-internal",
    "name": "x", "id": "aaaaaaaa-2222-4333-8444-555555555555", "subnet": "10.200.0.0/28"}]})";

Ids Doctor(Node& node) { return IdsIn(node.Doctor()); }

Ids WithHcnFailing(Node& node, hcn::HResult code) {
  node.LetHcnFail(code);
  return Doctor(node);
}

Ids WithHcnHanging(Node& node) {
  std::promise<void> release;
  std::promise<void> gone;
  auto is_gone = gone.get_future();
  const auto make_hcn = [&] {
    return std::make_unique<support::HangingHcn>(node.world.hcn(), release.get_future().share(),
                                                 std::move(gone));
  };
  const Diagnosis diagnosis =
      node.Examine(node.world.files(), make_hcn, std::chrono::milliseconds(1));
  EXPECT_TRUE(diagnosis.has_hung);
  release.set_value();
  is_gone.wait();
  return IdsIn(diagnosis.findings);
}

Ids OnOldWindows(Node& node) {
  node.AddPods(1);
  std::ofstream(node.world.host_folder() / "host.json")
      << R"({"Adapters": ["Ethernet"], "HnsVersion": {"Major": 9, "Minor": 1}})";
  node.SetKey("slice", {"10.200.42.0/24", "fd00:10:200:42::/64"});
  return Doctor(node);
}

Ids WithFile(Node& node, const std::string& name, std::string_view text) {
  node.PutConflist(name, text);
  return Doctor(node);
}

Ids WithState(Node& node, const std::string& name, std::string_view text) {
  node.PutState(name, text);
  return Doctor(node);
}

Ids WithKey(Node& node, const std::string& key, const json& value) {
  node.SetKey(key, value);
  return Doctor(node);
}

Ids WithoutConflist(Node& node) {
  node.call.conflist = "";
  return Doctor(node);
}

Ids OnFaultyDisk(Node& node, std::filesystem::path FaultyFiles::*fault,
                 const std::filesystem::path& folder) {
  FaultyFiles files(node.world.disk());
  files.*fault = folder;
  return IdsIn(node.ExamineOn(files));
}

Ids WithExclusions(Node& node, const std::vector<std::filesystem::path>& exclusions) {
  support::FakeProcessIo io;
  const Host host{io, node.world.files(), {}};
  plugin::Request request;
  request.conf = conf::ParseNetConf(World::Conf(), {World::StateDir()}, conf::Strictness::kStrict);
  plugin::Log log;
  plugin::Phases phases(io);
  plugin::Session session(std::move(request), io, node.world.files(), node.world.hcn(),
                          plugin::Notes{log, phases}, io.Now() + std::chrono::seconds(1));
  Examination examination{host, {}, true, session, {exclusions, ""}};
  CheckAntivirus(examination);
  return IdsIn(examination.findings);
}

std::filesystem::path PluginFolder() {
  support::FakeProcessIo io;
  return ContainerdPluginFolder(io);
}

Ids WithAnotherPluginOnly(Node& node) {
  node.world.files().MakeFolders(PluginFolder());
  node.world.files().Write(PluginFolder() / PluginFile("nat"), "");
  return Doctor(node);
}

Ids WithTwoOwnersOfOneSlice(Node& node) {
  node.AddPods(1);
  return WithKey(node, "network/owner", "iso:red");
}

Ids WithOrphan(Node& node) {
  node.AddPods(1);
  node.LoseNamespace();
  return Doctor(node);
}

Ids WithDeadAdd(Node& node) {
  Call call = node.call;
  call.disturb = [](std::string_view operation, support::Moment) {
    if (operation == "HcnCreateEndpoint") throw support::Killed();
  };
  EXPECT_TRUE(node.world.Add(call).was_killed);
  node.world.set_loose_at_end();
  return Doctor(node);
}

Ids WithLostEndpoint(Node& node) {
  node.AddPods(1);
  node.world.host().StartContainer(*hcn::Guid::Parse(node.last_netns));
  node.world.host().RestartService();
  node.world.set_loose_at_end();
  return Doctor(node);
}

Ids WithLostRecord(Node& node, unsigned pods) {
  node.AddPods(pods);
  node.LoseRecord();
  return Doctor(node);
}

Ids WithForeignEndpoint(Node& node, unsigned pods_after) {
  node.AddPods(1);
  node.PlantForeign("10.200.42.3");
  node.AddPodsNamed("later", pods_after);
  return Doctor(node);
}

Ids WithPodsIn(Node& node, const char* slice, unsigned pods) {
  node.SetKey("slice", slice);
  node.AddPods(pods);
  return Doctor(node);
}

Ids WithNewerRecord(Node& node) {
  node.AddPods(1);
  return WithState(node, "records/" + node.world.Records().front(), R"({"version": 9})");
}

Ids WithLogThatCannotBeWritten(Node& node) {
  node.AddPods(1);
  node.call.disturb = [](std::string_view operation, support::Moment) {
    if (operation == "Append") throw state::FileError("cannot write hcn-slice.log: disk full");
  };
  return Doctor(node);
}

Ids WithHugeLog(Node& node) {
  node.SetKey("log", {{"maxSizeMiB", 1}});
  return WithState(node, "hcn-slice.log", std::string((std::size_t{2} << 20U) + 1, 'x'));
}

struct Case {
  std::string_view id;
  Ids (*find)(Node& node);
};

constexpr auto kCases = std::to_array<Case>({
    {"hns-hangs", WithHcnHanging},
    {"hns-down", [](Node& node) { return WithHcnFailing(node, hcn::kRpcServerUnavailable); }},
    {"hns-denied", [](Node& node) { return WithHcnFailing(node, hcn::kAccessDenied); }},
    {"hns-missing", [](Node& node) { return WithHcnFailing(node, 0x80070424); }},
    {"hns-failed", [](Node& node) { return WithHcnFailing(node, hcn::kInvalidArgument); }},
    {"hns-too-old", OnOldWindows},
    {"hns-answers", Doctor},
    {"conflist-missing", WithoutConflist},
    {"conflist-shadowed", [](Node& node) { return WithFile(node, "0-nat.conflist", kOther); }},
    {"conflist-bom", [](Node& node) { return WithFile(node, "0.conflist", "\xEF\xBB\xBF{}"); }},
    {"conflist-utf16", [](Node& node) { return WithFile(node, "0.conflist", "\xFF\xFE{"); }},
    {"conflist-broken", [](Node& node) { return WithFile(node, "0.conflist", "{"); }},
    {"conflist-wrong-name",
     [](Node& node) {
       node.PutConflist("10-overlay.conflist.txt", *node.call.conflist);
       return WithoutConflist(node);
     }},
    {"conflist-version-too-new",
     [](Node& node) {
       node.SetConf(World::Conf(), "1.1.0");
       return Doctor(node);
     }},
    {"conflist-duplicate",
     [](Node& node) { return WithFile(node, "20-again.conflist", *node.call.conflist); }},
    {"plugin-missing", WithAnotherPluginOnly},
    {"conflist-used", Doctor},
    {"conflist-not-used", [](Node& node) { return WithFile(node, "20-nat.conflist", kOther); }},
    {"configuration-invalid", [](Node& node) { return WithKey(node, "slice", 7); }},
    {"slice-file-unusable",
     [](Node& node) {
       json conf = World::Conf();
       conf.erase("slice");
       conf["sliceFile"] = (World::StateDir() / "subnet.env").string();
       node.SetConf(conf);
       return Doctor(node);
     }},
    {"network-missing", [](Node& node) { return WithKey(node, "network/create", false); }},
    {"network-drift",
     [](Node& node) {
       node.AddPods(1);
       return WithKey(node, "slice", "10.77.0.0/24");
     }},
    {"network-conflict", WithTwoOwnersOfOneSlice},
    {"marker-unreadable", [](Node& node) { return WithState(node, "networks.json", "torn"); }},
    {"marker-problem",
     [](Node& node) {
       return WithState(node, "networks.json", R"({"networks": [{"owner": "half"}]})");
     }},
    {"network-live",
     [](Node& node) {
       node.AddPods(1);
       return Doctor(node);
     }},
    {"network-absent", Doctor},
    {"marker-foreign", [](Node& node) { return WithState(node, "networks.json", kForeignMarker); }},
    {"slice-full", [](Node& node) { return WithPodsIn(node, "10.200.42.0/30", 1); }},
    {"slice-nearly-full", [](Node& node) { return WithPodsIn(node, "10.200.42.0/28", 12); }},
    {"slice-use", Doctor},
    {"endpoints-lost", WithLostEndpoint},
    {"records-lost", [](Node& node) { return WithLostRecord(node, 1); }},
    {"orphans", WithOrphan},
    {"half-made", WithDeadAdd},
    {"endpoints-unrecorded", [](Node& node) { return WithLostRecord(node, 2); }},
    {"foreign-holders", [](Node& node) { return WithForeignEndpoint(node, 0); }},
    {"attachments", Doctor},
    {"resting", [](Node& node) { return WithForeignEndpoint(node, 1); }},
    {"state-folder-unsafe",
     [](Node& node) { return OnFaultyDisk(node, &FaultyFiles::unsafe, World::StateDir()); }},
    {"state-folder-unreadable",
     [](Node& node) { return OnFaultyDisk(node, &FaultyFiles::unreadable, World::StateDir()); }},
    {"record-unreadable", WithNewerRecord},
    {"quarantine",
     [](Node& node) { return WithState(node, "quarantine/r.1.reason", "r is no JSON\n"); }},
    {"state-folder-new", Doctor},
    {"log-unwritable", WithLogThatCannotBeWritten},
    {"log-too-big", WithHugeLog},
    {"log-fine", Doctor},
    {"antivirus-scans", [](Node& node) { return WithExclusions(node, {World::StateDir()}); }},
    {"antivirus-excluded",
     [](Node& node) {
       return WithExclusions(node, {World::StateDir(), PluginFolder().parent_path()});
     }},
    {"check-failed",
     [](Node& node) {
       return OnFaultyDisk(node, &FaultyFiles::unreadable, World::Conflist().parent_path());
     }},
    {"not-looked-at", [](Node& node) { return WithHcnFailing(node, hcn::kManagerStopped); }},
});

class DoctorFinding : public testing::TestWithParam<Case> {};

TEST_P(DoctorFinding, IsSaidOfANodeThatHasIt) {
  Node node;
  EXPECT_THAT(GetParam().find(node), testing::Contains(std::string(GetParam().id)));
}

std::string NameOf(const testing::TestParamInfo<Case>& info) {
  std::string name(info.param.id);
  std::erase(name, '-');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Doctor, DoctorFinding, testing::ValuesIn(kCases), NameOf);

TEST(DoctorFindings, AreAllShownByTheseTests) {
  Ids known;
  for (const FindingKind& kind : FindingKinds()) known.emplace(kind.id);
  Ids shown;
  for (const Case& each : kCases) shown.emplace(each.id);
  EXPECT_EQ(known, shown);
}

}  // namespace
}  // namespace cli
