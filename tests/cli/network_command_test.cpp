#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/fits_terminal.h"
#include "tests/support/world.h"

namespace cli {
namespace {

using nlohmann::json;
using support::Call;
using support::Outcome;
using support::World;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::size_t kAll = std::size_t{1} << 20;
const std::filesystem::path kMarker = World::StateDir() / "networks.json";

json Networks(const World& world) { return world.Dump()["networks"]; }
std::string Marker(World& world) { return world.files().Read(kMarker, kAll).value_or(""); }

void PutMarker(World& world, const std::string& text) {
  world.files().MakeFolders(World::StateDir());
  world.files().Write(kMarker, text);
}

Call OwnedBy(const std::string& owner, const std::string& slice = "10.200.42.0/24") {
  Call call;
  call.conf = World::Conf();
  call.conf["slice"] = slice;
  call.conf["network"] = {{"owner", owner}};
  return call;
}

json List(World& world, const Call& call = {}) {
  return json::parse(world.Tool({"network", "list", "--json"}, call).output);
}

TEST(NetworkEnsure, MakesTheNetworkThatAddThenUses) {
  World world;
  const Outcome outcome = world.Tool({"network", "ensure", "service:web"}, OwnedBy("service:web"));
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_THAT(outcome.output,
              AllOf(HasSubstr("owner: service:web\n"), HasSubstr("wg_port: 51821\n"),
                    HasSubstr("createdBy: hcn-slice\n"), HasSubstr("state: live\n")));
  EXPECT_EQ(world.Add(OwnedBy("service:web")).exit_code, 0);
  EXPECT_EQ(Networks(world).size(), 1U);
}

TEST(NetworkList, FitsTheLinesOfATerminalWithLongNames) {
  World world;
  const std::string owner = "service:a-rather-long-name-of-a-service";
  EXPECT_EQ(world.Tool({"network", "ensure", owner}, OwnedBy(owner)).exit_code, 0);
  const std::string output = world.Tool({"network", "list"}, OwnedBy(owner)).output;
  EXPECT_THAT(output, AllOf(HasSubstr("service:a-rather-l.."), HasSubstr("10.200.42.0/24"),
                            support::FitsTerminal()));
}

TEST(NetworkEnsure, DoesNothingTheSecondTime) {
  World world;
  world.Tool({"network", "ensure", "base"}, OwnedBy("base"));
  const std::string marker = Marker(world);
  EXPECT_EQ(world.Tool({"network", "ensure", "base"}, OwnedBy("base")).exit_code, 0);
  EXPECT_EQ(Marker(world), marker);
  EXPECT_EQ(Networks(world).size(), 1U);
}

// Being asked by an operator is request enough, but which adapter has to be said.
TEST(NetworkEnsure, MakesAnExternalNetworkWhereTheAdapterIsNamed) {
  World world;
  Call call;
  call.conf = World::Conf();
  call.conf["network"] = {{"type", "L2Bridge"}};
  const Outcome refused = world.Tool({"network", "ensure", "base"}, call);
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.error, HasSubstr("network.adapter"));
  EXPECT_TRUE(Networks(world).empty());
  call.conf["network"]["adapter"] = "Ethernet";
  EXPECT_EQ(world.Tool({"network", "ensure", "base"}, call).exit_code, 0);
  EXPECT_EQ(Networks(world)[0]["Type"], "L2Bridge");
}

TEST(NetworkEnsure, WantsTheConfigurationOfThatOwner) {
  World world;
  const Outcome outcome = world.Tool({"network", "ensure", "iso:red"}, OwnedBy("base"));
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.error, AllOf(HasSubstr("owner base"), HasSubstr("--conflist")));
  EXPECT_TRUE(Networks(world).empty());
}

TEST(NetworkEnsure, ShowsBothSidesOfADrift) {
  World world;
  world.Tool({"network", "ensure", "base"}, OwnedBy("base"));
  const Outcome outcome =
      world.Tool({"network", "ensure", "base"}, OwnedBy("base", "10.77.0.0/24"));
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.error, AllOf(HasSubstr("10.200.42.0/24"), HasSubstr("10.77.0.0/24")));
}

TEST(NetworkEnsure, SaysThatANetworkIsThereButNotOnRecord) {
  World world;
  world.Tool({"network", "ensure", "base"}, OwnedBy("base"));
  PutMarker(world, "torn");
  const Outcome outcome = world.Tool({"network", "ensure", "base"}, OwnedBy("base"));
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.error, AllOf(HasSubstr("not on record"), HasSubstr("torn or no JSON")));
  EXPECT_EQ(Marker(world), "torn");
}

TEST(NetworkList, ShowsWhatIsLiveAndWhatIsNot) {
  World world;
  world.Tool({"network", "ensure", "base"}, OwnedBy("base"));
  world.host().Reboot();
  world.Tool({"network", "ensure", "iso:red"}, OwnedBy("iso:red", "10.200.43.0/24"));
  const Outcome table = world.Tool({"network", "list"});
  EXPECT_EQ(table.exit_code, 0);
  EXPECT_THAT(table.output, AllOf(StartsWith("OWNER    KIND          NAME"), HasSubstr("absent\n"),
                                  HasSubstr("live\n")));
  const json list = List(world);
  EXPECT_EQ(list["networkMarker"], kMarker.string());
  EXPECT_EQ(list["networks"][0]["state"], "absent");
  EXPECT_EQ(list["networks"][1]["owner"], "iso:red");
  EXPECT_EQ(list["networks"][1]["subnets"], json{"10.200.43.0/24"});
  EXPECT_EQ(list["networks"][1]["state"], "live");
  EXPECT_TRUE(list["problems"].empty());
}

TEST(NetworkList, IsEmptyOnANewNode) {
  World world;
  EXPECT_EQ(world.Tool({"network", "list"}).exit_code, 0);
  EXPECT_TRUE(List(world)["networks"].empty());
}

TEST(NetworkList, NamesWhatIsWrongWithTheMarker) {
  World world;
  PutMarker(world, R"({"networks": [{"owner": "half", "subnets": []}]})");
  const Outcome outcome = world.Tool({"network", "list"});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.output, HasSubstr("attention: entry 1 (owner half) has no \"kind\""));
  PutMarker(world, R"({"version": 9})");
  EXPECT_EQ(world.Tool({"network", "list"}).exit_code, 3);
  EXPECT_THAT(List(world)["problems"][0], HasSubstr("newer version 9"));
}

TEST(NetworkList, ShowsWhatHasDrifted) {
  World world;
  world.Tool({"network", "ensure", "base"}, OwnedBy("base"));
  json marker = json::parse(Marker(world));
  marker["networks"][0]["name"] = "another";
  PutMarker(world, marker.dump());
  EXPECT_EQ(world.Tool({"network", "list"}).exit_code, 3);
  EXPECT_EQ(List(world)["networks"][0]["state"], "drifted");
  EXPECT_THAT(List(world)["networks"][0]["drift"],
              AllOf(HasSubstr("another"), HasSubstr("hcn-slice-base")));
}

TEST(NetworkShow, NeverShowsAKey) {
  World world;
  PutMarker(world, R"({"networks": [{"owner": "service:web", "kind": "hcn-internal", "name": "web",
    "id": "aaaaaaaa-2222-4333-8444-555555555555", "subnet": "10.200.0.0/28", "wg_port": 51821,
    "wg_private_key": "c2VjcmV0", "wg_public_key": "cHVibGlj", "interface": "zl-web0"}]})");
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"network", "show", "service:web"},
        {"network", "show", "service:web", "--json"},
        {"network", "list"},
        {"network", "list", "--json"}}) {
    const Outcome outcome = world.Tool(arguments);
    EXPECT_THAT(outcome.output + outcome.error, Not(HasSubstr("c2VjcmV0")));
    EXPECT_THAT(outcome.output, HasSubstr("51821"));
  }
  EXPECT_THAT(world.Tool({"network", "show", "service:web"}).output,
              AllOf(HasSubstr("wg_private_key: (redacted)"), HasSubstr("interface: zl-web0")));
}

// What somebody else wrote into the marker, in a terminal.
TEST(NetworkList, LeavesATerminalNothingToObey) {
  World world;
  PutMarker(world, R"({"networks": [{"owner": "a\u001b[2Jb", "kind": "hcn-nat",
    "name": "n\u009b1A", "id": "aaaaaaaa-2222-4333-8444-555555555555", "subnet": "10.0.0.0/8"},
    {"owner": "x\u001b]0;y\u0007", "kind": "hcn-nat"}]})");
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"network", "list"},
                                                    {"network", "show", "a\x1b[2Jb"},
                                                    {"network", "show", "none\x1b[2J"},
                                                    {"none\x1b[2J"},
                                                    {"purge"}}) {
    const Outcome outcome = world.Tool(arguments);
    const std::string shown = outcome.output + outcome.error;
    EXPECT_FALSE(shown.empty());
    for (const char* control : {"\x1b", "\x07", "\u009b"}) {
      EXPECT_THAT(shown, Not(HasSubstr(control))) << arguments.front();
    }
  }
  const auto document = world.Tool({"network", "list", "--json"}).document();
  EXPECT_EQ(document["networks"][0]["owner"], "a\x1b[2Jb");
}

TEST(NetworkShow, FailsForAnOwnerWithoutNetwork) {
  World world;
  const Outcome outcome = world.Tool({"network", "show", "base"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.error, HasSubstr("has no network of owner base"));
}

TEST(NetworkRelease, DeletesWhatWeMadeAndForgetsIt) {
  World world;
  world.Tool({"network", "ensure", "service:a"}, OwnedBy("service:a"));
  const Outcome outcome = world.Tool({"network", "release", "service:a"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_THAT(outcome.output, StartsWith("deleted HCN network hcn-slice-service-a"));
  EXPECT_TRUE(Networks(world).empty());
  EXPECT_TRUE(List(world)["networks"].empty());
  EXPECT_EQ(world.Tool({"network", "release", "service:a"}).exit_code, 1);
  // Its port is free again.
  world.Tool({"network", "ensure", "service:b"}, OwnedBy("service:b"));
  EXPECT_EQ(List(world)["networks"][0]["wg_port"], 51821);
}

TEST(NetworkRelease, LeavesWhatWasOnlyFound) {
  World world;
  world.host().PlantNetwork(R"({"ID": "b95d0c5b-1f1b-4b8e-8f43-3a5f7d8f2c11",
    "Name": "hcn-slice-base", "Type": "Internal", "SchemaVersion": {"Major": 2, "Minor": 0},
    "Ipams": [{"Subnets": [{"IpAddressPrefix": "10.200.0.0/16"}]}]})");
  const json before = world.Dump();
  EXPECT_EQ(world.Tool({"network", "ensure", "base"}, OwnedBy("base")).exit_code, 0);
  const Outcome outcome = world.Tool({"network", "release", "base"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.output, StartsWith("forgot HCN network hcn-slice-base"));
  EXPECT_EQ(world.Dump(), before);
  EXPECT_TRUE(List(world)["networks"].empty());
}

TEST(NetworkRelease, IsRefusedWhileAnEndpointIsInIt) {
  World world;
  world.Add(OwnedBy("base"));
  const std::string marker = Marker(world);
  const json before = world.Dump();
  const Outcome outcome = world.Tool({"network", "release", "base"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.error, HasSubstr("hcn-slice~overlay~c1~eth0"));
  EXPECT_EQ(Marker(world), marker);
  EXPECT_EQ(world.Dump(), before);
}

TEST(NetworkRelease, LeavesTheEntriesOfOthers) {
  World world;
  const std::string foreign = R"({"networks": [{"owner": "base", "kind": "hcn-internal",
    "name": "x", "id": "aaaaaaaa-2222-4333-8444-555555555555", "subnet": "10.200.0.0/28"}]})";
  PutMarker(world, foreign);
  Call call = OwnedBy("base");
  EXPECT_EQ(world.Tool({"network", "release", "base"}, call).exit_code, 1);
  call.conf["networkMarkerShared"] = true;
  const Outcome outcome = world.Tool({"network", "release", "base"}, call);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.error, HasSubstr("another program"));
  EXPECT_EQ(Marker(world), foreign);
}

TEST(NetworkCommands, HaveHelpWithAnExample) {
  World world;
  for (const char* command : {"list", "ensure", "show", "release"}) {
    const Outcome outcome = world.Tool({"network", command, "--help"});
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_THAT(outcome.output, AllOf(StartsWith("Usage: hcn-slice network "), HasSubstr(command),
                                      HasSubstr("Example: hcn-slice network "), HasSubstr("--json"),
                                      HasSubstr("--conflist FILE")));
  }
  EXPECT_THAT(world.Tool({"network", "--help"}).output, HasSubstr("release OWNER"));
}

TEST(NetworkCommands, FindTheirInstallation) {
  World world;
  world.Tool({"network", "ensure", "base"}, OwnedBy("base"));
  const std::string dir = World::StateDir().string();
  EXPECT_EQ(world.Tool({"network", "show", "base", "--state-dir", dir}).exit_code, 0);
  EXPECT_EQ(world.Tool({"network", "show", "base", "--state-dir", "/elsewhere"}).exit_code, 1);
  const std::string list = World::Conflist().string();
  EXPECT_EQ(world.Tool({"network", "show", "base", "--conflist", list}).exit_code, 0);
  for (const std::vector<std::string>& wrong :
       {std::vector<std::string>{"network", "list", "--conflist", "/no/such.conflist"},
        {"network", "list", "--conflist", list, "--state-dir", dir},
        {"network", "list", "--colour"},
        {"network", "show"},
        {"network", "vanish"},
        {"network"}}) {
    const Outcome outcome = world.Tool(wrong);
    EXPECT_EQ(outcome.exit_code, 2) << outcome.output;
    EXPECT_THAT(outcome.error, StartsWith("hcn-slice: "));
  }
}

}  // namespace
}  // namespace cli
