#include "tests/hcn_simulator/host_fixture.h"

namespace hcn::simulator {
namespace {

class SimulatedV1 : public HostTest {
 protected:
  static json Pick(const json& object, const std::vector<std::string>& members) {
    json picked = json::object();
    for (const auto& member : members) {
      if (object.contains(member)) picked[member] = object.at(member);
    }
    return picked;
  }
};

const json kV1Network = json::parse(R"({
  "Name": "nat", "Type": "NAT",
  "MacPools": [{"StartMacAddress": "00-15-5D-52-C0-00", "EndMacAddress": "00-15-5D-52-CF-FF"}],
  "Subnets": [{"AddressPrefix": "192.168.100.0/24", "GatewayAddress": "192.168.100.1"}],
  "DNSServerList": "8.8.8.8,8.8.4.4"
})");

TEST_F(SimulatedV1, NetworkIsMadeFromADocumentWithoutVersion) {
  network_ = hcn_.CreateNetwork(kNetworkId, kV1Network.dump());
  const json v2 = QueryNetwork(kNetworkId);
  EXPECT_EQ(v2.at("Ipams").at(0).at("Subnets").at(0), Subnet("192.168.100.0/24", "192.168.100.1"));
  EXPECT_EQ(v2.at("MacPool").at("Ranges"), kV1Network.at("MacPools"));
  EXPECT_EQ(v2.at("Dns").at("ServerList"), json({"8.8.8.8", "8.8.4.4"}));
  const json v1 = QueryNetwork(kNetworkId, kV1);
  EXPECT_EQ(Pick(v1, {"Name", "Type", "MacPools", "Subnets", "DNSServerList"}), kV1Network);
  EXPECT_EQ(v1.at("ID"), UpperCase(kNetworkId.ToString()));
  EXPECT_EQ(v1.at("Version"), 55834574851) << "13.3";
}

TEST_F(SimulatedV1, NetworkNamesItsAdapterAndItsVsid) {
  json document = kV1Network;
  document.update({{"Type", "Overlay"}, {"NetworkAdapterName", "Ethernet"}});
  document["Subnets"][0]["Policies"] = {{{"Type", "VSID"}, {"VSID", 4096}}};
  network_ = hcn_.CreateNetwork(kNetworkId, document.dump());
  const json v2 = QueryNetwork(kNetworkId);
  EXPECT_EQ(v2.at("Policies").at(0),
            Policy("NetAdapterName", {{"NetworkAdapterName", "Ethernet"}}));
  EXPECT_EQ(v2.at("Ipams").at(0).at("Subnets").at(0).at("Policies").at(0),
            Policy("VSID", {{"IsolationId", 4096}}));
}

TEST_F(SimulatedV1, DocumentDoesNotKnowV2Fields) {
  json document = Network();
  document.erase("SchemaVersion");
  EXPECT_THAT([&] { hcn_.CreateNetwork(Guid(), document.dump()); },
              FailsWith(0x803b001b, "{{Ipams,UnknownField}}"));
}

TEST_F(SimulatedV1, EndpointIsMadeFromADocumentWithoutVersion) {
  const Guid network = MakeNetwork();
  const json document = json::parse(R"({
    "Name": "old", "IPAddress": "10.0.0.9", "PrefixLength": 24, "GatewayAddress": "10.0.0.1",
    "MacAddress": "00-15-5D-52-C0-07", "DNSServerList": "10.96.0.10", "DNSSuffix": "svc.local",
    "Policies": [
      {"Type": "OutBoundNAT", "ExceptionList": ["10.0.0.0/8"]},
      {"Type": "ROUTE", "DestinationPrefix": "10.96.0.0/12", "NeedEncap": true},
      {"Type": "PA", "PA": "192.0.2.1"},
      {"Type": "NAT", "Protocol": "TCP", "InternalPort": 80, "ExternalPort": 8080}]
  })");
  hcn_.CloseEndpoint(hcn_.CreateEndpoint(network_, kEndpointId, document.dump()));
  const json v2 = QueryEndpoint(kEndpointId);
  EXPECT_EQ(v2.at("IpConfigurations").at(0),
            json({{"IpAddress", "10.0.0.9"}, {"PrefixLength", 24}}));
  EXPECT_EQ(v2.at("Policies").at(0), Policy("OutBoundNAT", {{"Exceptions", {"10.0.0.0/8"}}}));
  EXPECT_EQ(v2.at("Policies").at(1).at("Type"), "SDNRoute");
  EXPECT_EQ(v2.at("Policies").at(2), Policy("ProviderAddress", {{"ProviderAddress", "192.0.2.1"}}));
  EXPECT_EQ(v2.at("Policies").at(3).at("Settings").at("Protocol"), 6);
  const json v1 = QueryEndpoint(kEndpointId, kV1);
  json echoed = document;
  EXPECT_EQ(Pick(v1, {"Name", "IPAddress", "PrefixLength", "GatewayAddress", "MacAddress",
                      "DNSServerList", "DNSSuffix", "Policies"}),
            echoed);
  EXPECT_EQ(v1.at("VirtualNetwork"), UpperCase(network.ToString()));
  EXPECT_EQ(v1.at("VirtualNetworkName"), "overlay");
}

TEST_F(SimulatedV1, EndpointSaysItsFlagsAsWords) {
  MakeNetwork();
  const json document = {
      {"IsRemoteEndpoint", true}, {"DisableICC", true}, {"EnableLowMetric", false}};
  hcn_.CloseEndpoint(hcn_.CreateEndpoint(network_, kEndpointId, document.dump()));
  EXPECT_EQ(QueryEndpoint(kEndpointId).at("Flags"), 3);
  const json v1 = QueryEndpoint(kEndpointId, kV1);
  EXPECT_EQ(v1.at("IsRemoteEndpoint"), true);
  EXPECT_FALSE(v1.contains("EnableLowMetric"));
}

TEST_F(SimulatedV1, EndpointOfBothFamiliesHasFourMembers) {
  MakeNetwork({{"Ipams", json::array({{{"Subnets",
                                        {Subnet("10.0.0.0/24", "10.0.0.1"),
                                         Subnet("fd00:1::/64", "fd00:1::1")}}}})}});
  const json v1 = QueryEndpoint(MakeEndpoint(Addresses({"10.0.0.9", "fd00:1::9"})), kV1);
  EXPECT_EQ(v1.at("IPAddress"), "10.0.0.9");
  EXPECT_EQ(v1.at("IPv6Address"), "fd00:1::9");
  EXPECT_EQ(v1.at("IPv6PrefixLength"), 64);
  EXPECT_EQ(v1.at("GatewayAddressV6"), "fd00:1::1");
}

TEST_F(SimulatedV1, EndpointShowsItsStateAndNamespace) {
  MakeNamespace();
  const Guid endpoint = MakeEndpoint();
  EXPECT_EQ(QueryEndpoint(endpoint, kV1).at("State"), 1);
  Attach(kNamespaceId, endpoint);
  const json v1 = QueryEndpoint(endpoint, kV1);
  EXPECT_EQ(v1.at("State"), 3);
  EXPECT_EQ(v1.at("Namespace").at("ID"), UpperCase(kNamespaceId.ToString()));
}

TEST_F(SimulatedV1, NamespaceKeepsContainersAndEndpointsApart) {
  MakeNamespace();
  const Guid endpoint = MakeEndpoint();
  Attach(kNamespaceId, endpoint);
  host_.StartContainer(kNamespaceId);
  const json v1 = QueryNamespace(kNamespaceId, kV1);
  EXPECT_EQ(v1.at("Containers").size(), 1U);
  EXPECT_EQ(v1.at("ResourceList"),
            json::array({{{"Type", "Endpoint"}, {"Data", {{"Id", endpoint.ToString()}}}}}));
  EXPECT_EQ(v1.at("IsDefault"), false);
  EXPECT_GT(v1.at("CompartmentId"), 1);
}

}  // namespace
}  // namespace hcn::simulator
