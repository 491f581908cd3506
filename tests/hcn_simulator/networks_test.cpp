#include "tests/hcn_simulator/host_fixture.h"

namespace hcn::simulator {
namespace {

class SimulatedNetwork : public HostTest {
 protected:
  json WithSubnets(const std::vector<json>& subnets) {
    return {{"Ipams", json::array({{{"Subnets", subnets}}})}};
  }
  json WithAdapter(const std::string& name) {
    return WithPolicy("NetAdapterName", {{"NetworkAdapterName", name}});
  }
  std::string AdapterOf(const Guid& id) {
    return QueryNetwork(id).at("Policies").at(0).at("Settings").at("NetworkAdapterName");
  }
};

TEST_F(SimulatedNetwork, ComesBackAsItWasMade) {
  const json network = QueryNetwork(MakeNetwork({{"Flags", 8}, {"Dns", {{"Domain", "pod"}}}}));
  EXPECT_EQ(network.at("Name"), "overlay");
  EXPECT_EQ(network.at("Type"), "L2Bridge");
  EXPECT_EQ(network.at("Flags"), 8);
  EXPECT_EQ(network.at("Dns").at("Domain"), "pod");
  const json subnet = network.at("Ipams").at(0).at("Subnets").at(0);
  EXPECT_EQ(subnet, Subnet("10.0.0.0/24", "10.0.0.1"));
}

TEST_F(SimulatedNetwork, IsRefusedWithoutASubnetWhereTheTypeNeedsOne) {
  for (const std::string type : {"L2Bridge", "L2Tunnel", "Overlay"}) {
    const json bare = {{"Type", type}, {"Ipams", json::array()}};
    EXPECT_THAT([&] { MakeNetwork(bare); }, FailsWith(0x803b0005)) << type;
  }
}

TEST_F(SimulatedNetwork, MayHaveNoSubnetWhereDhcpServes) {
  MakeNetwork({{"Type", "Transparent"}, {"Ipams", json::array()}});
  EXPECT_FALSE(QueryEndpoint(MakeEndpoint()).contains("IpConfigurations"));
}

TEST_F(SimulatedNetwork, InventsASubnetForNatThatNoOtherNatHas) {
  const json nat = {{"Type", "NAT"}, {"Ipams", json::array()}};
  const json first = QueryNetwork(MakeNetwork(nat));
  json another = nat;
  another["Name"] = "another";
  const json second = QueryNetwork(MakeNetwork(another));
  const auto prefix = [](const json& network) {
    return network.at("Ipams").at(0).at("Subnets").at(0).at("IpAddressPrefix");
  };
  EXPECT_EQ(prefix(first), "172.16.0.0/20");
  EXPECT_EQ(prefix(second), "172.16.16.0/20");
}

TEST_F(SimulatedNetwork, MayNotOverlapAnotherNat) {
  MakeNetwork({{"Type", "NAT"}});
  json other = WithSubnets({Subnet("10.0.0.128/25", "10.0.0.129")});
  other.update({{"Type", "NAT"}, {"Name", "other"}});
  EXPECT_THAT([&] { MakeNetwork(other); }, FailsWith(0x80070057));
}

TEST_F(SimulatedNetwork, NeedsAPrefixThatIsOne) {
  for (const std::string prefix : {"", "10.0.0.0", "10.0.0.1/24", "10.0.0.0/33", "ten/24"}) {
    const json network = WithSubnets({Subnet(prefix, "10.0.0.1")});
    EXPECT_THAT([&] { MakeNetwork(network); }, FailsWith(0x803b0030)) << prefix;
  }
}

TEST_F(SimulatedNetwork, RefusesATypeThatIsNone) {
  EXPECT_THAT(
      [&] {
        MakeNetwork({{"Type", "Bridge"}});
      },
      FailsWith(0x803b001b, "{{Type,ExpectedEnumValue}}"));
}

TEST_F(SimulatedNetwork, TakesItsTypeInAnyCase) {
  EXPECT_EQ(QueryNetwork(MakeNetwork({{"Type", "l2bridge"}})).at("Type"), "L2Bridge");
}

TEST_F(SimulatedNetwork, RefusesAnAdapterThatIsNotThere) {
  EXPECT_THAT([&] { MakeNetwork(WithAdapter("Ethernet 7")); }, FailsWith(0x803b0006));
}

TEST_F(SimulatedNetwork, RefusesTheHostsSideOfASwitch) {
  EXPECT_THAT([&] { MakeNetwork(WithAdapter("vEthernet (Ethernet)")); }, FailsWith(0x80070057));
}

TEST_F(SimulatedNetwork, TakesAnyFreeAdapterWhenNoneIsNamed) {
  EXPECT_EQ(AdapterOf(MakeNetwork()), "Ethernet");
}

TEST_F(SimulatedNetwork, SharesItsAdapterWithItsOwnTypeOnly) {
  MakeNetwork(WithAdapter("Ethernet"));
  json same = WithAdapter("Ethernet");
  same["Name"] = "same";
  EXPECT_NO_THROW(MakeNetwork(same));
  json different = same;
  different.update({{"Name", "different"}, {"Type", "Transparent"}});
  EXPECT_THAT([&] { MakeNetwork(different); }, FailsWith(0x80070057));
  different.erase("Policies");
  EXPECT_THAT([&] { MakeNetwork(different); }, FailsWith(0x80070057));
}

TEST_F(SimulatedNetwork, NeedsNoAdapterInside) {
  MakeNetwork();
  EXPECT_NO_THROW(MakeNetwork({{"Type", "Internal"}, {"Name", "inside"}}));
}

TEST_F(SimulatedNetwork, FreesItsAdapterAndNameWhenItGoes) {
  hcn_.DeleteNetwork(MakeNetwork());
  EXPECT_NO_THROW(MakeNetwork({{"Type", "Transparent"}}));
}

TEST_F(SimulatedNetwork, TakesOnlyItsOwnEndpointsWithIt) {
  MakeNetwork({{"Name", "other"}});
  const Guid other = MakeEndpoint();
  const Guid network = MakeNetwork();
  const Guid endpoint = MakeEndpoint();
  hcn_.DeleteNetwork(network);
  EXPECT_THAT([&] { hcn_.OpenEndpoint(endpoint); }, FailsWith(0x803b0002));
  EXPECT_NO_THROW((void)QueryEndpoint(other));
}

TEST_F(SimulatedNetwork, StartsWithAllAddressesFreeWhenItIsMadeAgain) {
  const auto make = [&] {
    network_ = hcn_.CreateNetwork(kNetworkId, Network().dump());
    MakeEndpoint(Addresses({"10.0.0.9"}));
    hcn_.DeleteNetwork(kNetworkId);
    hcn_.CloseNetwork(std::exchange(network_, 0));
  };
  make();
  EXPECT_NO_THROW(make());
}

TEST_F(SimulatedNetwork, AddsAndRemovesPolicies) {
  const Guid id = MakeNetwork();
  const json route = Policy("RemoteSubnetRoute", {{"DestinationPrefix", "10.1.0.0/24"},
                                                  {"IsolationId", 4096},
                                                  {"ProviderAddress", "192.0.2.1"}});
  const json request = {{"ResourceType", "Policy"},
                        {"RequestType", "Add"},
                        {"Settings", {{"Policies", json::array({route})}}}};
  ModifyNetwork(id, request);
  EXPECT_EQ(QueryNetwork(id).at("Policies").at(1), route);
  json removal = request;
  removal["RequestType"] = "Remove";
  ModifyNetwork(id, removal);
  EXPECT_EQ(QueryNetwork(id).at("Policies").size(), 1U);
  EXPECT_THAT([&] { ModifyNetwork(id, removal); }, FailsWith(0x803b0008));
}

TEST_F(SimulatedNetwork, RefusesRequestsItDoesNotKnow) {
  const Guid id = MakeNetwork();
  for (const std::string resource : {"DNS", "Subnet", "IPSubnet", "Extension"}) {
    const json request = {
        {"ResourceType", resource}, {"RequestType", "Add"}, {"Settings", json::object()}};
    EXPECT_THAT([&] { ModifyNetwork(id, request); }, FailsWith(0x803b0015)) << resource;
  }
  const json update = {{"ResourceType", "Policy"}, {"RequestType", "Update"}};
  EXPECT_THAT([&] { ModifyNetwork(id, update); }, FailsWith(0x803b0015));
}

TEST_F(SimulatedNetwork, WantsAnEmptyObjectForHostRoute) {
  const Guid id = MakeNetwork();
  const auto add = [&](const json& policy) {
    ModifyNetwork(id, {{"ResourceType", "Policy"},
                       {"RequestType", "Add"},
                       {"Settings", {{"Policies", json::array({policy})}}}});
  };
  EXPECT_THAT([&] { add({{"Type", "HostRoute"}}); }, FailsWith(0x803b000d));
  EXPECT_NO_THROW(add({{"Type", "HostRoute"}, {"Settings", json::object()}}));
}

}  // namespace
}  // namespace hcn::simulator
