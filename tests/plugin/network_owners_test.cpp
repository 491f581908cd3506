#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugin/identity.h"
#include "plugin/network_keeper.h"
#include "tests/plugin/node.h"

// Networks of several owners on one node, and what becomes of them and of their marker over time.
namespace plugin {
namespace {

using nlohmann::json;
using support::Call;
using support::Outcome;
using support::World;
using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kMarker = "networks.json";

json Networks(const World& world) { return world.Dump()["networks"]; }
json Entries(World& world) { return json::parse(ContentOf(world, kMarker))["networks"]; }

json EntryOf(World& world, const std::string& owner) {
  for (const json& entry : Entries(world)) {
    if (entry["owner"] == owner) return entry;
  }
  return nullptr;
}

void PutMarker(World& world, const std::string& text) {
  world.files().MakeFolders(World::StateDir());
  world.files().Write(World::StateDir() / kMarker, text);
}

void ChangeEntry(World& world, const std::string& member, const json& value) {
  json marker = json::parse(ContentOf(world, kMarker));
  marker["networks"][0][member] = value;
  PutMarker(world, marker.dump());
}

// A pod of an owner, in a slice of its own.
Call PodOf(const std::string& owner, unsigned n) {
  Call call = Pod(n);
  call.conf = World::Conf();
  call.conf["slice"] = "10.200." + std::to_string(n) + ".0/24";
  call.conf["network"] = {{"owner", owner}};
  return call;
}

TEST(Owners, EachHaveANetworkOfTheirOwn) {
  World world;
  unsigned n = 0;
  for (const char* owner : {"base", "shared-nat", "service:web", "iso:web", "iso:db"}) {
    const Outcome outcome = world.Add(PodOf(owner, ++n));
    EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
    EXPECT_EQ(Networks(world).size(), n);
    EXPECT_EQ(Entries(world).size(), n);
  }
  EXPECT_EQ(EntryOf(world, "shared-nat")["kind"], "hcn-nat");
  EXPECT_EQ(EntryOf(world, "service:web")["name"], "hcn-slice-service-web");
  EXPECT_EQ(EntryOf(world, "iso:web")["name"], "hcn-slice-iso-web");
  EXPECT_EQ(EntryOf(world, "iso:db")["kind"], "hcn-internal");
}

TEST(Owners, OfIsolatedNetworksNeverShareOne) {
  World world;
  ASSERT_EQ(world.Add(PodOf("iso:red", 1)).exit_code, 0);
  const json red = EntryOf(world, "iso:red");
  for (const char* member : {"name", "id"}) {
    Call call = PodOf("iso:blue", 2);
    call.conf["network"][member] = red[member];
    call.conf["slice"] = "10.200.1.0/25";
    const auto before = Snapshot::Of(world);
    EXPECT_NE(world.Add(call).exit_code, 0);
    call.conf["slice"] = "10.200.2.0/24";
    const Outcome outcome = world.Add(call);
    EXPECT_EQ(outcome.code(), 104);
    EXPECT_THAT(outcome.message(), AllOf(HasSubstr("iso:red"), HasSubstr("iso:blue")));
    EXPECT_EQ(Snapshot::Of(world), before);
  }
}

TEST(Owners, MustNotHaveSubnetsThatOverlap) {
  World world;
  ASSERT_EQ(world.Add(PodOf("base", 1)).exit_code, 0);
  const auto before = Snapshot::Of(world);
  for (const char* slice : {"10.200.1.0/24", "10.200.1.128/25", "10.200.0.0/16"}) {
    Call call = PodOf("iso:red", 2);
    call.conf["slice"] = slice;
    const Outcome outcome = world.Add(call);
    EXPECT_EQ(outcome.code(), 7);
    EXPECT_THAT(outcome.message(), AllOf(HasSubstr(slice), HasSubstr("10.200.1.0/24"),
                                         HasSubstr("base"), HasSubstr("iso:red")));
    EXPECT_EQ(Snapshot::Of(world), before);
  }
}

TEST(Owners, OfServicesGetTheLowestFreePortAndKeepIt) {
  World world;
  world.Add(PodOf("service:a", 1));
  world.Add(PodOf("service:b", 2));
  EXPECT_EQ(EntryOf(world, "service:a")["wg_port"], 51821);
  EXPECT_EQ(EntryOf(world, "service:b")["wg_port"], 51822);
  world.host().Reboot();
  world.Del(PodOf("service:a", 1));
  EXPECT_EQ(world.Add(PodOf("service:a", 1)).exit_code, 0);
  EXPECT_EQ(EntryOf(world, "service:a")["wg_port"], 51821);
  world.Del(PodOf("service:b", 2));
  EXPECT_EQ(world.Add(PodOf("iso:c", 3)).exit_code, 0);
  EXPECT_FALSE(EntryOf(world, "iso:c").contains("wg_port"));
}

TEST(Owners, OfServicesGetNoPortThatTheHostOrTheMarkerHas) {
  World world;
  PutMarker(world, R"({"networks": [
    {"owner": "service:x", "kind": "wg-dedicated", "name": "x", "id": "cHVibGlj",
     "subnet": "10.9.0.0/28", "wg_port": 40001}]})");
  world.set_busy_ports({40002, 40003});
  Call call = PodOf("service:a", 1);
  call.conf["networkMarkerShared"] = true;
  call.conf["network"]["portBase"] = 40000;
  EXPECT_EQ(world.Add(call).exit_code, 0);
  EXPECT_EQ(EntryOf(world, "service:a")["wg_port"], 40004);
}

TEST(Owners, OfServicesAreToldWhichPortsAreExhausted) {
  World world;
  Call call = PodOf("service:a", 1);
  call.conf["network"]["portBase"] = 65534;
  world.set_busy_ports({65535});
  const Outcome outcome = world.Add(call);
  EXPECT_EQ(outcome.code(), 11);
  EXPECT_THAT(outcome.message(), HasSubstr("from 65535 to 65535"));
  EXPECT_TRUE(Networks(world).empty());
}

TEST(Networks, ComeBackUnderTheSameIdAfterAReboot) {
  World world;
  world.Add(PodOf("base", 1));
  world.Add(PodOf("service:web", 2));
  const json before = Entries(world);
  world.host().Reboot();
  ASSERT_TRUE(Networks(world).empty());
  for (const auto& [owner, n] : {std::pair("base", 1U), std::pair("service:web", 2U)}) {
    world.Del(PodOf(owner, n));
    EXPECT_EQ(world.Add(PodOf(owner, n)).exit_code, 0);
    EXPECT_EQ(Networks(world).size(), n);
  }
  EXPECT_EQ(Entries(world), before);
  for (const json& network : Networks(world)) {
    EXPECT_TRUE(network["ID"] == before[0]["id"] || network["ID"] == before[1]["id"]);
  }
}

// What each member of the entry says, and what HCN then has instead.
TEST(Networks, ThatAreNotWhatTheMarkerSaysAreShownAndLeftAlone) {
  for (const auto& [member, value, live, recorded] :
       {std::tuple("name", json("another"), "has name \"hcn-slice-base\"", "says \"another\""),
        std::tuple("kind", json("hcn-nat"), "is of kind hcn-internal", "says hcn-nat"),
        std::tuple("subnets", json{"10.77.0.0/24"}, "holds 10.200.1.0/24", "says 10.77.0.0/24")}) {
    World world;
    world.Add(PodOf("base", 1));
    ChangeEntry(world, member, value);
    Call second = PodOf("base", 1);
    second.container_id = "second";
    const auto before = Snapshot::Of(world);
    const Outcome outcome = world.Add(second);
    EXPECT_EQ(outcome.code(), 104) << member;
    EXPECT_THAT(outcome.message(),
                AllOf(HasSubstr(live), HasSubstr(recorded), HasSubstr("network release base")));
    EXPECT_EQ(Snapshot::Of(world), before) << member;
  }
}

TEST(Networks, OfOursAreOursAgainWhenTheirMarkerIsLost) {
  World world;
  world.Add(PodOf("base", 1));
  const json before = Entries(world);
  world.files().Remove(World::StateDir() / kMarker);
  Call second = PodOf("base", 1);
  second.container_id = "second";
  EXPECT_EQ(world.Add(second).exit_code, 0);
  EXPECT_EQ(Entries(world), before);
}

TEST(Networks, AreUsedWhileTheirMarkerCannotBeReadAndItStaysAsItIs) {
  for (const char* marker : {"", "{\"version\":1,\"netw", R"({"version":2,"networks":[]})"}) {
    World world;
    world.Add(PodOf("base", 1));
    PutMarker(world, marker);
    Call second = PodOf("base", 1);
    second.container_id = "second";
    EXPECT_EQ(world.Add(second).exit_code, 0) << marker;
    EXPECT_EQ(Networks(world).size(), 1U);
    EXPECT_EQ(ContentOf(world, kMarker), marker);
    EXPECT_THAT(LogOf(world), HasSubstr("is used without an entry"));
  }
}

TEST(Networks, AreNotMadeWhileTheMarkerCannotBeRead) {
  World world;
  PutMarker(world, "{\"version\":1,\"netw");
  for (const char* verb : {"ADD", "STATUS"}) {
    const Outcome outcome = world.RunAs(verb, PodOf("base", 1));
    EXPECT_EQ(outcome.code(), std::string_view(verb) == "ADD" ? 5 : 50) << outcome.output;
    EXPECT_THAT(outcome.message(), AllOf(HasSubstr(kMarker), HasSubstr("torn")));
  }
  EXPECT_TRUE(Networks(world).empty());
  EXPECT_EQ(ContentOf(world, kMarker), "{\"version\":1,\"netw");
}

TEST(Networks, OfAnotherProgramsMarkerAreFoundByTheirIdWithoutWriting) {
  World world;
  world.Add(PodOf("base", 1));
  const json network = Networks(world)[0];
  const std::string foreign = json{{"networks",
                                    {{{"owner", "base"},
                                      {"kind", "hcn-internal"},
                                      {"name", network["Name"]},
                                      {"id", network["ID"]},
                                      {"subnet", "10.200.1.0/24"},
                                      {"wg_private_key", "c2VjcmV0"}}}}}
                                  .dump();
  PutMarker(world, foreign);
  Call second = PodOf("base", 1);
  second.container_id = "second";
  const Outcome outcome = world.Add(second);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.hcn_calls.at(0), "HcnOpenNetwork");
  EXPECT_EQ(ContentOf(world, kMarker), foreign);
  EXPECT_THAT(LogOf(world), testing::Not(HasSubstr("c2VjcmV0")));
}

TEST(Networks, ThatHcnSaysExistButDoesNotListYetAreWaitedFor) {
  World world;
  Call call = PodOf("base", 1);
  call.disturb = Failing("HcnCreateNetwork", hcn::kNetworkAlreadyExists, 1);
  unsigned lists = 0;
  call.disturb = [&, taken = call.disturb](std::string_view operation, support::Moment moment) {
    taken(operation, moment);
    if (operation != "HcnEnumerateNetworks" || moment != support::Moment::kBefore) return;
    if (++lists != 4) return;
    const json route{{"NextHop", "10.200.1.1"}, {"DestinationPrefix", "0.0.0.0/0"}};
    const json subnet{{"IpAddressPrefix", "10.200.1.0/24"}, {"Routes", {route}}};
    const json network{{"ID", "b95d0c5b-1f1b-4b8e-8f43-3a5f7d8f2c11"},
                       {"Name", "hcn-slice-base"},
                       {"Type", "Internal"},
                       {"SchemaVersion", {{"Major", 2}, {"Minor", 0}}},
                       {"Ipams", {{{"Subnets", {subnet}}}}}};
    world.host().PlantNetwork(network.dump());
  };
  const Outcome outcome = world.Add(call);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_FALSE(EntryOf(world, "base").contains("createdBy"));
}

TEST(Networks, ThatHcnNeverListsAreGivenUpAfterASecond) {
  World world;
  Call call = PodOf("base", 1);
  call.disturb = Failing("HcnCreateNetwork", hcn::kNetworkAlreadyExists, 1);
  const Outcome outcome = world.Add(call);
  EXPECT_EQ(outcome.code(), 11);
  EXPECT_GE(outcome.slept, std::chrono::seconds(1));
  EXPECT_LT(outcome.slept, std::chrono::seconds(5));
}

}  // namespace
}  // namespace plugin
