#include <set>

#include "tests/hcn_simulator/host_fixture.h"

namespace hcn::simulator {
namespace {

class SimulatedEndpoint : public HostTest {
 protected:
  std::string AddressOf(const Guid& id, std::size_t index = 0) {
    return QueryEndpoint(id).at("IpConfigurations").at(index).at("IpAddress");
  }
  Guid MakeAt(const std::string& address) { return MakeEndpoint(Addresses({address})); }
};

TEST_F(SimulatedEndpoint, ComesBackCompleted) {
  const Guid network = MakeNetwork();
  const json endpoint = QueryEndpoint(MakeEndpoint(Addresses({"10.0.0.9"}), kEndpointId));
  EXPECT_EQ(endpoint.at("ID"), kEndpointId.ToString());
  EXPECT_EQ(endpoint.at("HostComputeNetwork"), network.ToString());
  EXPECT_EQ(endpoint.at("IpConfigurations").at(0).at("PrefixLength"), 24);
  EXPECT_EQ(endpoint.at("Routes"), Subnet("10.0.0.0/24", "10.0.0.1").at("Routes"));
}

TEST_F(SimulatedEndpoint, KeepsTheRoutesItSays) {
  const json routes = json::array({{{"NextHop", "10.0.0.7"}, {"DestinationPrefix", "0.0.0.0/0"}}});
  EXPECT_EQ(QueryEndpoint(MakeEndpoint({{"Routes", routes}})).at("Routes"), routes);
}

TEST_F(SimulatedEndpoint, IsRefusedASecondTimeUnderItsId) {
  MakeEndpoint(json::object(), kEndpointId);
  EXPECT_THAT([&] { MakeEndpoint(json::object(), kEndpointId); }, FailsWith(0x80071392));
}

TEST_F(SimulatedEndpoint, MustSayTheNetworkOfItsHandleOrNone) {
  const Guid network = MakeNetwork();
  EXPECT_NO_THROW(MakeEndpoint({{"HostComputeNetwork", network.ToString()}}));
  EXPECT_THAT(
      [&] {
        MakeEndpoint({{"HostComputeNetwork", kNetworkId.ToString()}});
      },
      FailsWith(0x80070057));
}

TEST_F(SimulatedEndpoint, IsNotBornIntoANamespace) {
  EXPECT_THAT(
      [&] {
        MakeEndpoint({{"HostComputeNamespace", kNamespaceId.ToString()}});
      },
      FailsWith(0x803b000c));
  const Guid free = MakeEndpoint({{"HostComputeNamespace", Guid().ToString()}});
  MakeNamespace();
  EXPECT_NO_THROW(Attach(kNamespaceId, free));
}

TEST_F(SimulatedEndpoint, IsRefusedOnANetworkThatIsGone) {
  hcn_.DeleteNetwork(MakeNetwork());
  EXPECT_THAT([&] { MakeEndpoint(); }, FailsWith(0x803b0031));
}

TEST_F(SimulatedEndpoint, GetsAddressesThatAreFreeAndNotTheLowest) {
  MakeNetwork({{"Ipams", json::array({{{"Subnets", {Subnet("10.0.0.0/27", "10.0.0.1")}}}})}});
  std::set<std::string> addresses;
  for (int count = 0; count < 29; ++count) addresses.insert(AddressOf(MakeEndpoint()));
  EXPECT_EQ(addresses.size(), 29U);
  for (const std::string reserved : {"10.0.0.0", "10.0.0.1", "10.0.0.31"}) {
    EXPECT_FALSE(addresses.contains(reserved)) << reserved;
  }
  EXPECT_THAT([&] { MakeEndpoint(); }, FailsWith(0x803b002f));
}

TEST_F(SimulatedEndpoint, GetsAnAddressScatteredByItsId) {
  MakeEndpoint(json::object(), *Guid::Parse("7e57ab1e-0000-4000-8000-0000000000c8"));
  EXPECT_EQ(AddressOf(*Guid::Parse("7e57ab1e-0000-4000-8000-0000000000c8")), "10.0.0.200");
}

TEST_F(SimulatedEndpoint, IsRefusedAnAddressThatIsNoneOrOutside) {
  for (const std::string address : {"", "10.0.1.5", "10.0.0.300", "fd00::5"}) {
    EXPECT_THAT([&] { MakeAt(address); }, FailsWith(0x803b001e)) << address;
  }
  EXPECT_THAT(
      [&] {
        MakeEndpoint({{"IpConfigurations", json::array({json::object()})}});
      },
      FailsWith(0x803b001e));
}

TEST_F(SimulatedEndpoint, IsRefusedAddressesThatHcnKeeps) {
  for (const std::string address : {"10.0.0.0", "10.0.0.1", "10.0.0.255"}) {
    EXPECT_THAT([&] { MakeAt(address); }, FailsWith(0x803b002f)) << address;
  }
}

TEST_F(SimulatedEndpoint, IsRefusedTheFirstTwoHostsOfASubnetWithoutGateway) {
  MakeNetwork({{"Ipams", json::array({{{"Subnets", {Subnet("10.0.0.0/28")}}}})}});
  EXPECT_THAT([&] { MakeAt("10.0.0.1"); }, FailsWith(0x803b002f));
  EXPECT_THAT([&] { MakeAt("10.0.0.2"); }, FailsWith(0x803b002f));
  EXPECT_NO_THROW(MakeAt("10.0.0.3"));
}

TEST_F(SimulatedEndpoint, IsRefusedAnAddressInUseAlsoByARemoteOne) {
  json remote = Addresses({"10.0.0.9"});
  remote["Flags"] = 1;
  MakeEndpoint(remote);
  EXPECT_THAT([&] { MakeAt("10.0.0.9"); }, FailsWith(0x803b002f));
}

TEST_F(SimulatedEndpoint, IsRefusedOneAddressTwice) {
  EXPECT_THAT([&] { MakeEndpoint(Addresses({"10.0.0.9", "10.0.0.9"})); }, FailsWith(0x803b002f));
}

TEST_F(SimulatedEndpoint, HasItsAddressOnItsOwnNetworkOnly) {
  MakeAt("10.0.0.9");
  MakeNetwork({{"Name", "another"}});
  EXPECT_NO_THROW(MakeAt("10.0.0.9"));
}

TEST_F(SimulatedEndpoint, HasAnAddressOfEachFamily) {
  const json dual = {
      {"Ipams",
       json::array({{{"Subnets",
                      {Subnet("10.0.0.0/24", "10.0.0.1"), Subnet("fd00:1::/64", "fd00:1::1")}}}})}};
  MakeNetwork(dual);
  const Guid id = MakeEndpoint(Addresses({"10.0.0.9", "FD00:1:0::9"}));
  EXPECT_EQ(AddressOf(id, 1), "fd00:1::9");
  EXPECT_EQ(QueryEndpoint(id).at("Routes").size(), 2U);
  EXPECT_THAT([&] { MakeAt("fd00:1::9"); }, FailsWith(0x803b002f));
  EXPECT_THAT([&] { MakeAt("fd00:1::1"); }, FailsWith(0x803b002f));
}

TEST_F(SimulatedEndpoint, LeavesNothingBehindWhenItIsRefused) {
  json both = Addresses({"10.0.0.9", "10.0.0.1"});
  EXPECT_THAT([&] { MakeEndpoint(both); }, FailsWith(0x803b002f));
  EXPECT_NO_THROW(MakeAt("10.0.0.9"));
}

TEST_F(SimulatedEndpoint, KeepsItsAddressFromOthersOnlyWhileItHoldsIt) {
  hcn_.DeleteEndpoint(MakeEndpoint(Addresses({"10.0.0.9"}), kEndpointId));
  MakeEndpoint(Addresses({"10.0.0.10"}), kEndpointId);
  EXPECT_NO_THROW(MakeAt("10.0.0.9"));
}

// What a process leaves that dies inside of CreateEndpoint.
TEST_F(SimulatedEndpoint, IsNotKeptOutByAClaimWithoutEndpoint) {
  const Guid network = MakeNetwork();
  const Store store(folder_.path());
  store.ClaimsOf(network).Take("ip-10.0.0.9", kOtherEndpointId);
  EXPECT_NO_THROW(MakeAt("10.0.0.9"));
}

TEST_F(SimulatedEndpoint, HasAMacAddressOfItsOwn) {
  std::set<std::string> macs;
  for (int count = 0; count < 20; ++count) {
    macs.insert(QueryEndpoint(MakeEndpoint()).at("MacAddress"));
  }
  EXPECT_EQ(macs.size(), 20U);
  EXPECT_THAT(macs,
              testing::Each(testing::AllOf(testing::StartsWith("00-15-5D-"), testing::SizeIs(17))));
}

TEST_F(SimulatedEndpoint, KeepsTheMacAddressItAsksFor) {
  const Guid id = MakeEndpoint({{"MacAddress", "0e:2a:64:f4:ce:44"}});
  EXPECT_EQ(QueryEndpoint(id).at("MacAddress"), "0E-2A-64-F4-CE-44");
  EXPECT_THAT([&] { MakeEndpoint({{"MacAddress", "0e2a64f4ce44"}}); }, FailsWith(0x80070057));
}

TEST_F(SimulatedEndpoint, TakesItsMacAddressFromTheNetworksPool) {
  const json range = {{"StartMacAddress", "02-00-00-00-00-0A"},
                      {"EndMacAddress", "02-00-00-00-00-0B"}};
  MakeNetwork({{"MacPool", {{"Ranges", {range}}}}});
  std::set<std::string> macs;
  for (int count = 0; count < 2; ++count) {
    macs.insert(QueryEndpoint(MakeEndpoint()).at("MacAddress"));
  }
  EXPECT_THAT(macs, ElementsAre("02-00-00-00-00-0A", "02-00-00-00-00-0B"));
  EXPECT_THAT([&] { MakeEndpoint(); }, FailsWith(0x80070057));
}

TEST_F(SimulatedEndpoint, IsGoneOnce) {
  const Guid id = MakeEndpoint();
  hcn_.DeleteEndpoint(id);
  EXPECT_THAT([&] { hcn_.DeleteEndpoint(id); }, FailsWith(0x803b0002));
}

TEST_F(SimulatedEndpoint, LeavesNoClaimsBehind) {
  const Guid network = MakeNetwork();
  hcn_.DeleteEndpoint(MakeEndpoint(PortMapping(80, 8080)));
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path() / "claims" / network.ToString()));
}

}  // namespace
}  // namespace hcn::simulator
