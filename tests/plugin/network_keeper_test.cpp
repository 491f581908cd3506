#include "plugin/network_keeper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ipam/subnet.h"
#include "tests/plugin/node.h"

namespace plugin {
namespace {

using nlohmann::json;
using support::Call;
using support::Moment;
using support::World;
using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kGivenId = "b95d0c5b-1f1b-4b8e-8f43-3a5f7d8f2c11";

json Networks(const World& world) { return world.Dump()["networks"]; }
json Marker(World& world) { return json::parse(ContentOf(world, "networks.json"))["networks"]; }

// A network as somebody else would have made it: type L2Bridge, and name and prefix as given.
void Plant(World& world, const std::string& name, const std::string& prefix) {
  const std::string gateway = ipam::Subnet::Parse(prefix).FirstHost().ToString();
  const json subnet{{"IpAddressPrefix", prefix},
                    {"Routes", {{{"NextHop", gateway}, {"DestinationPrefix", "0.0.0.0/0"}}}}};
  const json network{{"ID", kGivenId},
                     {"Name", name},
                     {"Type", "L2Bridge"},
                     {"SchemaVersion", {{"Major", 2}, {"Minor", 0}}},
                     {"Ipams", {{{"Subnets", {subnet}}}}}};
  world.host().PlantNetwork(network.dump());
}

void DeleteNetwork(World& world) {
  world.hcn().DeleteNetwork(*hcn::Guid::Parse(Networks(world)[0]["ID"].get<std::string>()));
}

TEST(Network, IsMadeWhenItIsMissing) {
  World world;
  EXPECT_EQ(world.Add().exit_code, 0);
  ASSERT_EQ(Networks(world).size(), 1U);
  const json network = Networks(world)[0];
  EXPECT_EQ(network["Name"], "hcn-slice-base");
  EXPECT_EQ(network["Type"], "L2Bridge");
  EXPECT_EQ(Marker(world), json::array({{{"owner", "base"},
                                         {"kind", "hcn-l2bridge"},
                                         {"name", "hcn-slice-base"},
                                         {"id", network["ID"]},
                                         {"subnet", "10.200.42.0/24"},
                                         {"subnets", {"10.200.42.0/24"}},
                                         {"createdBy", "hcn-slice"}}}));
}

TEST(Network, IsOnRecordBeforeItIsMade) {
  World world;
  Call call;
  call.disturb = KillAt(Moment::kBefore, "HcnCreateNetwork");
  ASSERT_TRUE(world.Add(call).was_killed);
  world.disk().PowerLoss();
  EXPECT_EQ(Marker(world)[0]["createdBy"], "hcn-slice");
  const std::string id = Marker(world)[0]["id"];
  EXPECT_EQ(world.Add().exit_code, 0);
  EXPECT_EQ(Networks(world)[0]["ID"], id);
}

TEST(Network, IsFoundByItsRecordedIdWithoutAList) {
  World world;
  world.Add();
  const auto outcome = world.Add(Pod(2));
  EXPECT_EQ(outcome.hcn_calls.at(0), "HcnOpenNetwork");
  EXPECT_EQ(outcome.hcn_calls.at(1), "HcnQueryNetworkProperties");
  EXPECT_THAT(outcome.hcn_calls, testing::Not(testing::Contains("HcnEnumerateNetworks")));
  EXPECT_EQ(Networks(world).size(), 1U);
}

TEST(Network, IsAdoptedByItsName) {
  World world;
  Plant(world, "cbr0", "10.200.42.0/24");
  EXPECT_EQ(world.Add(CallWith(R"({"network": {"name": "cbr0", "create": false}})")).exit_code, 0);
  EXPECT_EQ(Networks(world).size(), 1U);
  EXPECT_EQ(Marker(world)[0]["id"], kGivenId);
  EXPECT_EQ(Marker(world)[0]["name"], "cbr0");
  EXPECT_FALSE(Marker(world)[0].contains("createdBy"));
}

TEST(Network, MayBeLargerThanTheSlice) {
  World world;
  Plant(world, "hcn-slice-base", "10.200.0.0/16");
  EXPECT_EQ(world.Add().exit_code, 0);
}

TEST(Network, IsNotAdoptedByAPartOfItsName) {
  World world;
  Plant(world, "hcn-slice-base-2", "10.77.0.0/16");
  const auto outcome = world.Add(CallWith(R"({"network": {"create": false}})"));
  EXPECT_EQ(outcome.code(), 7);
  EXPECT_EQ(Networks(world).size(), 1U);
}

TEST(Network, KeepsItsIdWhenItIsMadeAgain) {
  World world;
  world.Add();
  const json id = Networks(world)[0]["ID"];
  DeleteNetwork(world);
  world.Del();
  EXPECT_EQ(world.Add().exit_code, 0);
  EXPECT_EQ(Networks(world)[0]["ID"], id);
  EXPECT_EQ(Marker(world).size(), 1U);
}

TEST(Network, GetsTheIdOfTheConfiguration) {
  World world;
  const Call call = CallWith(R"({"network": {"id": "B95D0C5B-1F1B-4B8E-8F43-3A5F7D8F2C11"}})");
  EXPECT_EQ(world.Add(call).exit_code, 0);
  EXPECT_EQ(Networks(world)[0]["ID"], kGivenId);
  EXPECT_EQ(Marker(world)[0]["id"], kGivenId);
}

TEST(Network, IsFoundByTheIdOfTheConfigurationWhateverItsName) {
  World world;
  Plant(world, "cbr0", "10.200.42.0/24");
  const Call call = CallWith(std::string(R"({"network": {"id": ")") + kGivenId + R"("}})");
  EXPECT_EQ(world.Add(call).exit_code, 0);
  EXPECT_EQ(Networks(world).size(), 1U);
}

TEST(Network, OfTheLastConfigurationIsGivenUpForTheOneThatIsThere) {
  World world;
  world.Add();
  world.Del();
  DeleteNetwork(world);
  Plant(world, "hcn-slice-base", "10.200.42.0/24");
  EXPECT_EQ(world.Add().exit_code, 0);
  EXPECT_EQ(Marker(world).size(), 1U);
  EXPECT_EQ(Marker(world)[0]["id"], kGivenId);
  EXPECT_FALSE(Marker(world)[0].contains("createdBy"));
}

// Two sides that disagree, and what the error shows of each.
struct Drift {
  const char* changes;
  const char* live;
  const char* configured;
};

const std::vector<Drift> kDrifts{
    {R"({"network": {"type": "Internal"}})", "is of type L2Bridge", "says Internal"},
    {R"({"slice": "10.77.0.0/24"})", "holds 10.200.42.0/24", "10.77.0.0/24"},
    {R"({"slice": "10.200.0.0/16"})", "holds 10.200.42.0/24", "10.200.0.0/16"},
    {R"({"network": {"name": "other"}})", "has name \"hcn-slice-base\"", "says \"other\""},
    {R"({"network": {"adapter": "Ethernet 2"}})", "is bound to adapter \"Ethernet\"",
     "says \"Ethernet 2\""},
    {R"({"network": {"id": "b95d0c5b-1f1b-4b8e-8f43-3a5f7d8f2c11"}})", "has id ", kGivenId},
    {R"({"slice": ["10.200.42.0/24", "fd00:200:42::/64"]})", "holds 10.200.42.0/24",
     "fd00:200:42::/64"},
};

TEST(Network, ThatIsNotWhatWasMeantIsShownAndLeftAlone) {
  World world;
  world.Add(Pod(7));
  const auto before = Snapshot::Of(world);
  for (const auto& [changes, live, configured] : kDrifts) {
    const auto outcome = world.Add(CallWith(changes));
    EXPECT_EQ(outcome.code(), 104) << changes;
    EXPECT_THAT(outcome.message(),
                AllOf(HasSubstr("hcn-slice-base"), HasSubstr(live), HasSubstr(configured)));
    EXPECT_EQ(Snapshot::Of(world), before) << changes;
  }
}

TEST(Network, FoundByNameThatIsNotWhatWasMeantIsNotAdopted) {
  World world;
  Plant(world, "hcn-slice-base", "10.77.0.0/16");
  const auto before = Snapshot::Of(world);
  EXPECT_EQ(world.Add().code(), 104);
  EXPECT_EQ(Snapshot::Of(world), before);
}

TEST(Network, ThatTakesAnAdapterIsOnlyMadeOnRequest) {
  for (const char* changes :
       {R"({"network": {"create": false}})", R"({"network": {"adapter": null}})",
        R"({"network": {"type": "Transparent", "create": false}})",
        R"({"network": {"type": "L2Tunnel", "adapter": ""}})"}) {
    World world;
    const auto outcome = world.Add(CallWith(changes));
    EXPECT_EQ(outcome.code(), 7) << changes;
    EXPECT_THAT(outcome.message(),
                AllOf(HasSubstr("network.create"), HasSubstr("network.adapter"),
                      HasSubstr("hcn-slice network ensure base"), HasSubstr("hcn-slice-base")));
    EXPECT_TRUE(Networks(world).empty());
    EXPECT_EQ(ContentOf(world, "networks.json"), "");
  }
}

TEST(Network, ThatNeedsNoAdapterIsMadeWithoutAsking) {
  for (const char* type : {"Internal", "NAT", "Private"}) {
    World world;
    const Call call = CallWith(std::string(R"({"network": {"adapter": null, "create": null,
                                               "type": ")") +
                               type + R"("}})");
    const auto outcome = world.Add(call);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
    EXPECT_EQ(Networks(world)[0].value("Type", "NAT"), type);
  }
}

TEST(Network, IsInternalByDefaultAndNatWhereItIsShared) {
  World world;
  Call base = CallWith(R"({"network": null})");
  EXPECT_EQ(world.Add(base).exit_code, 0);
  EXPECT_EQ(Networks(world)[0]["Type"], "Internal");
  World other;
  Call shared = CallWith(R"({"network": null})");
  shared.conf["network"] = {{"owner", "shared-nat"}};
  EXPECT_EQ(other.Add(shared).exit_code, 0);
  EXPECT_EQ(Networks(other)[0].value("Type", "NAT"), "NAT");
  EXPECT_EQ(Marker(other)[0]["owner"], "shared-nat");
}

TEST(Network, OfAnOverlayIsNeverMade) {
  World world;
  const auto outcome = world.Add(CallWith(R"({"network": {"type": "Overlay"}})"));
  EXPECT_EQ(outcome.code(), 11);
  EXPECT_THAT(outcome.message(), HasSubstr("the overlay's own agent"));
  EXPECT_TRUE(Networks(world).empty());
}

TEST(Network, ThatSomebodyElseMakesAtTheSameTimeIsAdopted) {
  World world;
  Call call;
  call.disturb =
      Before("HcnCreateNetwork", 1, [&] { Plant(world, "hcn-slice-base", "10.200.42.0/24"); });
  const auto outcome = world.Add(call);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_EQ(Networks(world).size(), 1U);
  EXPECT_FALSE(Marker(world)[0].contains("createdBy"));
}

TEST(Network, IsLeftByEveryVerbThatDoesNotNeedIt) {
  World world;
  world.Del();
  world.Gc({});
  EXPECT_TRUE(Networks(world).empty());
  EXPECT_EQ(ContentOf(world, "networks.json"), "");
}

}  // namespace
}  // namespace plugin
