#include <algorithm>

#include "tests/hcn_simulator/host_fixture.h"

namespace hcn::simulator {
namespace {

class SimulatedHost : public HostTest {
 protected:
  // The names of what is left, network by network.
  std::vector<std::string> Names(const std::string& kind) {
    std::vector<std::string> names;
    const json host = Dump();
    for (const json& object : host.at(kind)) names.push_back(object.value("Name", ""));
    std::sort(names.begin(), names.end());
    return names;
  }

  // A network of this type with one endpoint, both of this name.
  void MakePair(const std::string& name, const json& network) {
    json more = {{"Name", name}};
    more.update(network);
    MakeNetwork(more);
    MakeEndpoint({{"Name", name}});
  }

  void MakeOneOfEach() {
    MakePair("bridge", {{"Type", "L2Bridge"}});
    MakePair("bridge-passing", {{"Type", "L2Bridge"}, {"Flags", 8}});
    MakePair("internal", {{"Type", "Internal"}});
    MakePair("internal-staying", {{"Type", "Internal"}, {"Flags", 16}});
    MakePair("nat", {{"Type", "NAT"}, {"Ipams", json::array()}});
  }
};

TEST_F(SimulatedHost, KeepsExternalNetworksAndTheirEndpointsOverAReboot) {
  MakeOneOfEach();
  host_.Reboot();
  EXPECT_THAT(Names("networks"), ElementsAre("bridge", "internal-staying"));
  EXPECT_THAT(Names("endpoints"), ElementsAre("bridge", "internal-staying"));
}

TEST_F(SimulatedHost, KeepsOnlyTheDefaultNamespaceOverAReboot) {
  MakeNamespace();
  const Guid endpoint = MakeEndpoint();
  Attach(kNamespaceId, endpoint);
  host_.Reboot();
  EXPECT_EQ(Dump().at("namespaces").size(), 1U);
  EXPECT_EQ(QueryEndpoint(endpoint).at("HostComputeNamespace"), kNamespaceId.ToString());
}

TEST_F(SimulatedHost, LosesAllEndpointsWithItsService) {
  MakeOneOfEach();
  MakeNamespace();
  host_.RestartService();
  EXPECT_THAT(Names("networks"), ElementsAre("bridge", "internal-staying"));
  EXPECT_THAT(Names("endpoints"), IsEmpty());
  EXPECT_EQ(Dump().at("namespaces").size(), 2U);
}

TEST_F(SimulatedHost, GivesTheAddressesOfLostEndpointsAgain) {
  MakeEndpoint(Addresses({"10.0.0.9"}));
  host_.RestartService();
  EXPECT_NO_THROW(MakeEndpoint(Addresses({"10.0.0.9"})));
}

TEST_F(SimulatedHost, IsAsNewAfterAReset) {
  const std::string fresh = host_.Dump();
  MakeOneOfEach();
  MakeNamespace();
  host_.Reset();
  EXPECT_EQ(host_.Dump(), fresh);
  EXPECT_NO_THROW(MakeNetwork());
}

TEST_F(SimulatedHost, LeavesOtherFilesAloneInAReset) {
  Write(folder_.path() / "calls.log", "{}\n");
  host_.Reset();
  EXPECT_EQ(ReadIfThere(folder_.path() / "calls.log"), "{}\n");
}

TEST_F(SimulatedHost, ShowsItselfSortedAndInV2) {
  MakeEndpoint(json::object(), kOtherEndpointId);
  MakeEndpoint(json::object(), kEndpointId);
  const json host = Dump();
  EXPECT_EQ(host.at("endpoints").at(0), QueryEndpoint(kEndpointId));
  EXPECT_EQ(host.at("endpoints").at(1), QueryEndpoint(kOtherEndpointId));
  EXPECT_TRUE(host.at("networks").at(0).contains("Ipams"));
}

TEST_F(SimulatedHost, ShowsNamespacesWithTheirEndpoints) {
  host_.AddNamespace(kNamespaceId);
  Attach(kNamespaceId, MakeEndpoint());
  EXPECT_EQ(Dump().at("namespaces").at(0), QueryNamespace(kNamespaceId));
}

TEST_F(SimulatedHost, RefusesANamespaceThatIsThere) {
  host_.AddNamespace(kNamespaceId);
  EXPECT_THAT([&] { host_.AddNamespace(kNamespaceId); }, FailsWith(0x80071392));
}

TEST_F(SimulatedHost, PlantsWhatOthersMade) {
  host_.PlantNetwork(Network({{"ID", kNetworkId.ToString()}}).dump());
  json endpoint = Endpoint(Addresses({"10.0.0.9"}));
  endpoint.update({{"ID", kEndpointId.ToString()},
                   {"HostComputeNetwork", kNetworkId.ToString()},
                   {"HostComputeNamespace", kNamespaceId.ToString()}});
  host_.PlantEndpoint(endpoint.dump());
  EXPECT_EQ(QueryEndpoint(kEndpointId).at("HostComputeNamespace"), kNamespaceId.ToString());
  network_ = hcn_.OpenNetwork(kNetworkId);
  EXPECT_THAT([&] { MakeEndpoint(Addresses({"10.0.0.9"})); }, FailsWith(0x803b002f));
}

TEST_F(SimulatedHost, PlantsNothingWithoutAnIdOrANetwork) {
  EXPECT_THAT([&] { host_.PlantNetwork(Network().dump()); },
              FailsWith(0x803b001b, "{{ID,ExpectedGuid}}"));
  const json endpoint = Endpoint({{"ID", kEndpointId.ToString()}});
  EXPECT_THAT([&] { host_.PlantEndpoint(endpoint.dump()); }, FailsWith(0x803b0001));
}

class ContainerStart : public HostTest {
 protected:
  // What a container's start fails with when its endpoint has these policies.
  void StartWith(const std::string& network_type, const json& policy) {
    MakeNetwork({{"Type", network_type}});
    MakeNamespace();
    Attach(kNamespaceId, MakeEndpoint({{"Policies", {policy}}}));
    host_.StartContainer(kNamespaceId);
  }
  void TearDown() override { host_.Reset(); }
};

TEST_F(ContainerStart, NeedsItsNamespace) {
  EXPECT_THAT([&] { host_.StartContainer(kNamespaceId); }, FailsWith(0x80070490));
}

TEST_F(ContainerStart, SucceedsWithPoliciesThatMakeSense) {
  EXPECT_NO_THROW(StartWith(
      "L2Bridge", Policy("OutBoundNAT", {{"Exceptions", {"10.0.0.0/8", "fd00::/8", "10.1.2.3"}}})));
}

TEST_F(ContainerStart, FailsOnAnExceptionThatIsNoPrefix) {
  for (const std::string text : {"<cluster>", "", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8x"}) {
    EXPECT_THAT(
        [&] {
          StartWith("L2Bridge", Policy("OutBoundNAT", {{"Exceptions", {text}}}));
        },
        FailsWith(0x803b002e))
        << text;
    host_.Reset();
  }
}

TEST_F(ContainerStart, FailsOnARouteThatIsNoPrefix) {
  EXPECT_THAT(
      [&] {
        StartWith("L2Bridge", Policy("SDNRoute", {{"DestinationPrefix", "x"}}));
      },
      FailsWith(0x803b002e));
}

TEST_F(ContainerStart, FailsOnWhatTransparentOnlySeemedToTake) {
  EXPECT_THAT([&] { StartWith("Transparent", Policy("OutBoundNAT", json::object())); },
              FailsWith(0x80070057));
  host_.Reset();
  const json acl = {{"RuleType", "Switch"}, {"Priority", 200}};
  EXPECT_THAT([&] { StartWith("Transparent", Policy("ACL", acl)); }, FailsWith(0x80070057));
}

TEST_F(ContainerStart, DoesNotMindAHostAclOnTransparent) {
  const json acl = {{"RuleType", "Host"}, {"Priority", 200}};
  EXPECT_NO_THROW(StartWith("Transparent", Policy("ACL", acl)));
}

TEST_F(ContainerStart, LeavesTheNamespaceAsItWasWhenItFails) {
  EXPECT_THAT(
      [&] {
        StartWith("L2Bridge", Policy("SDNRoute", {{"DestinationPrefix", "x"}}));
      },
      FailsWith(0x803b002e));
  EXPECT_FALSE(QueryNamespace(kNamespaceId).contains("NamespaceId"));
  EXPECT_NO_THROW(hcn_.DeleteNamespace(kNamespaceId));
}

}  // namespace
}  // namespace hcn::simulator
