#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hcn/error.h"
#include "tests/support/absolute.h"
#include "tests/support/world.h"

namespace cli {
namespace {

using nlohmann::json;
using support::Call;
using support::Moment;
using support::Outcome;
using support::World;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::size_t kAll = std::size_t{1} << 20;
constexpr const char* kForeignNetwork = "b95d0c5b-1f1b-4b8e-8f43-3a5f7d8f2c11";

json Entries(World& world) {
  const auto text = world.files().Read(World::StateDir() / "networks.json", kAll);
  return text ? json::parse(*text)["networks"] : json::array();
}

Call OwnedBy(const std::string& owner, const std::string& slice) {
  Call call;
  call.conf = World::Conf();
  call.conf["slice"] = slice;
  call.conf["network"] = {{"owner", owner}};
  return call;
}

// A pod whose namespace the plugin makes.
Call APod() { return OwnedBy("base", "10.200.42.0/24"); }

// Networks and endpoint of somebody else; one of the networks is adopted.
json PlantForeignThings(World& world) {
  const auto network = [&](const char* id, const char* name, const char* prefix) {
    world.host().PlantNetwork(json{{"ID", id},
                                   {"Name", name},
                                   {"Type", "Internal"},
                                   {"SchemaVersion", {{"Major", 2}, {"Minor", 0}}},
                                   {"Ipams", {{{"Subnets", {{{"IpAddressPrefix", prefix}}}}}}}}
                                  .dump());
  };
  network(kForeignNetwork, "theirs", "10.1.0.0/16");
  network("b95d0c5b-1f1b-4b8e-8f43-3a5f7d8f2c12", "hcn-slice-iso-adopted", "10.2.0.0/16");
  world.host().PlantEndpoint(json{{"ID", "7e57ab1e-0000-4000-8000-000000000001"},
                                  {"Name", "hcn-slice~overlay~c9~eth0"},
                                  {"HostComputeNetwork", kForeignNetwork},
                                  {"SchemaVersion", {{"Major", 2}, {"Minor", 0}}},
                                  {"IpConfigurations", {{{"IpAddress", "10.1.0.9"}}}}}
                                 .dump());
  world.MakeNamespace("b5a9d5e1-7a37-4f0e-8d55-3c1f6f0e9a01");
  const json before = world.Dump();
  EXPECT_EQ(world.Tool({"network", "ensure", "iso:adopted"}, OwnedBy("iso:adopted", "10.2.3.0/24"))
                .exit_code,
            0);
  return before;
}

TEST(Purge, OnlySaysWhatItWouldDo) {
  World world;
  PlantForeignThings(world);
  world.Add(APod());
  const json before = world.Dump();
  const json entries = Entries(world);
  const Outcome outcome = world.Tool({"purge"});
  EXPECT_EQ(outcome.exit_code, 3);  // a pod is live
  EXPECT_THAT(outcome.output,
              AllOf(HasSubstr("would remove live endpoint hcn-slice~overlay~c1~eth0"),
                    HasSubstr("would remove namespace"),
                    HasSubstr("would delete HCN network hcn-slice-base"),
                    HasSubstr("would forget HCN network hcn-slice-iso-adopted"),
                    HasSubstr("nothing was changed"), Not(HasSubstr("c9"))));
  EXPECT_EQ(world.Dump(), before);
  EXPECT_EQ(Entries(world), entries);
  EXPECT_EQ(world.Records().size(), 1U);
}

TEST(Purge, IsRefusedWhileAPodIsLive) {
  World world;
  world.Add(APod());
  const json before = world.Dump();
  const Outcome outcome = world.Tool({"purge", "--yes"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.error, AllOf(HasSubstr("hcn-slice~overlay~c1~eth0"), HasSubstr("--force")));
  EXPECT_EQ(world.Dump(), before);
  EXPECT_EQ(world.Records().size(), 1U);
}

TEST(Purge, TakesAwayAllOfOursAndLeavesTheRestByteForByte) {
  World world;
  const json before = PlantForeignThings(world);
  world.Add(APod());
  world.Tool({"network", "ensure", "service:web"}, OwnedBy("service:web", "10.200.43.0/24"));
  const Outcome outcome = world.Tool({"purge", "--yes", "--force"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_EQ(world.Dump(), before);
  EXPECT_EQ(Entries(world), json::array());
  EXPECT_TRUE(world.Records().empty());
  const Outcome again = world.Tool({"purge", "--yes"});
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_THAT(again.output, HasSubstr("there is nothing to purge"));
}

TEST(Purge, NeedsNoForceWhereNothingIsLive) {
  World world;
  world.MakeNamespace(Call().netns);
  world.Add(APod());
  world.DeleteNamespace(Call().netns);
  EXPECT_EQ(world.Tool({"purge", "--yes"}).exit_code, 0);
  EXPECT_TRUE(world.IsClean());
  EXPECT_TRUE(world.Dump()["networks"].empty());
}

TEST(Purge, StillKnowsANetworkThatCouldNotBeDeleted) {
  World world;
  world.Tool({"network", "ensure", "base"}, OwnedBy("base", "10.200.42.0/24"));
  world.Tool({"network", "ensure", "iso:red"}, OwnedBy("iso:red", "10.200.43.0/24"));
  const json red = Entries(world)[1];
  Call call;
  unsigned deletes = 0;
  call.disturb = [&](std::string_view operation, Moment moment) {
    if (operation != "HcnDeleteNetwork" || moment != Moment::kBefore || ++deletes != 2) return;
    throw hcn::Error("HcnDeleteNetwork", 0x80070005);
  };
  const Outcome outcome = world.Tool({"purge", "--yes"}, call);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.output, AllOf(HasSubstr("deleted HCN network hcn-slice-base"),
                                    HasSubstr("could not release the network of owner iso:red")));
  EXPECT_EQ(Entries(world), json{red});
  EXPECT_EQ(world.Dump()["networks"].size(), 1U);
  EXPECT_EQ(world.Tool({"purge", "--yes"}).exit_code, 0);
  EXPECT_TRUE(world.Dump()["networks"].empty());
}

// HCN would delete the endpoint with its network.
TEST(Purge, LeavesANetworkOfOursThatHoldsAForeignEndpoint) {
  World world;
  world.Tool({"network", "ensure", "base"}, OwnedBy("base", "10.200.42.0/24"));
  world.host().PlantEndpoint(json{{"ID", "7e57ab1e-0000-4000-8000-000000000001"},
                                  {"Name", "foreign"},
                                  {"HostComputeNetwork", Entries(world)[0]["id"]},
                                  {"SchemaVersion", {{"Major", 2}, {"Minor", 0}}},
                                  {"IpConfigurations", {{{"IpAddress", "10.200.42.9"}}}}}
                                 .dump());
  const json before = world.Dump();
  const Outcome outcome = world.Tool({"purge", "--yes"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.output, HasSubstr("endpoint foreign"));
  EXPECT_EQ(world.Dump(), before);
  EXPECT_EQ(Entries(world).size(), 1U);
}

TEST(Purge, LeavesANetworkWhoseGuidHasBecomeAnothers) {
  World world;
  world.Tool({"network", "ensure", "base"}, OwnedBy("base", "10.200.42.0/24"));
  const std::string id = Entries(world)[0]["id"];
  world.hcn().DeleteNetwork(*hcn::Guid::Parse(id));
  world.host().PlantNetwork(json{{"ID", id},
                                 {"Name", "theirs"},
                                 {"Type", "Internal"},
                                 {"SchemaVersion", {{"Major", 2}, {"Minor", 0}}}}
                                .dump());
  const json before = world.Dump();
  EXPECT_EQ(world.Tool({"purge", "--yes"}).exit_code, 0);
  EXPECT_EQ(world.Dump(), before);
  EXPECT_EQ(Entries(world), json::array());
}

TEST(Purge, LeavesWhatIsOfAnotherOwnerTag) {
  World world;
  Call other = APod();
  other.conf["ownerTag"] = "hcn-slice-dev";
  other.conf["stateDir"] = support::Absolute("/var/lib/dev");
  ASSERT_EQ(world.Add(other).exit_code, 0);
  world.set_loose_at_end();  // its record is elsewhere
  const json before = world.Dump();
  EXPECT_EQ(world.Tool({"purge", "--yes", "--force"}).exit_code, 0);
  EXPECT_EQ(world.Dump(), before);
}

TEST(Purge, LeavesAMarkerThatCannotBeRead) {
  World world;
  world.Tool({"network", "ensure", "base"}, OwnedBy("base", "10.200.42.0/24"));
  world.files().Write(World::StateDir() / "networks.json", "{\"torn");
  const json before = world.Dump();
  const Outcome outcome = world.Tool({"purge", "--yes"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.output, HasSubstr("torn or no JSON"));
  EXPECT_EQ(world.Dump(), before);
  EXPECT_EQ(world.files().Read(World::StateDir() / "networks.json", kAll), "{\"torn");
}

TEST(Purge, SaysItAsJson) {
  World world;
  world.Tool({"network", "ensure", "base"}, OwnedBy("base", "10.200.42.0/24"));
  const json dry = json::parse(world.Tool({"purge", "--json"}).output);
  EXPECT_EQ(dry["dryRun"], true);
  EXPECT_THAT(dry["steps"][0], StartsWith("delete HCN network hcn-slice-base"));
  const json done = json::parse(world.Tool({"purge", "--yes", "--json"}).output);
  EXPECT_EQ(done["dryRun"], false);
  EXPECT_THAT(done["done"][0], StartsWith("deleted HCN network hcn-slice-base"));
  EXPECT_EQ(done["failures"], json::array());
}

TEST(Purge, HasHelpWithAnExample) {
  World world;
  const Outcome outcome = world.Tool({"purge", "--help"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.output, AllOf(HasSubstr("--yes"), HasSubstr("--force"),
                                    HasSubstr("Example: hcn-slice purge --yes")));
}

}  // namespace
}  // namespace cli
