#include "hcn/handle.h"
#include "tests/hcn_simulator/host_fixture.h"

namespace hcn::simulator {
namespace {

class SimulatedQuery : public HostTest {
 protected:
  static std::string Filtered(const json& filter) {
    return json({{"SchemaVersion", {{"Major", 2}, {"Minor", 0}}}, {"Filter", filter.dump()}})
        .dump();
  }
  json Endpoints(const json& filter) {
    return json::parse(hcn_.EnumerateEndpoints(Filtered(filter)));
  }
  json Networks(const json& filter) {
    return json::parse(hcn_.EnumerateNetworks(Filtered(filter)));
  }
  json Namespaces(const json& filter) {
    return json::parse(hcn_.EnumerateNamespaces(Filtered(filter)));
  }
};

TEST_F(SimulatedQuery, ListsNothingOnAFreshHostButTheDefaultNamespace) {
  EXPECT_EQ(hcn_.EnumerateNetworks(""), "[]");
  EXPECT_EQ(hcn_.EnumerateEndpoints(kV2), "[]");
  EXPECT_EQ(hcn_.EnumerateNamespaces(kV2), R"(["910f7d92-ba2d-4c3f-98ae-7c0ac590d2dc"])");
}

TEST_F(SimulatedQuery, ListsUpperCaseInV1AndLowerCaseInV2) {
  MakeEndpoint(json::object(), kEndpointId);
  EXPECT_EQ(hcn_.EnumerateEndpoints(""), R"(["7E57AB1E-0000-4000-8000-000000000001"])");
  EXPECT_EQ(hcn_.EnumerateEndpoints(kV2), R"(["7e57ab1e-0000-4000-8000-000000000001"])");
}

TEST_F(SimulatedQuery, TakesAnEmptyFilterForAll) {
  MakeEndpoint();
  EXPECT_EQ(Endpoints(json::object()).size(), 1U);
}

TEST_F(SimulatedQuery, FindsEndpointsByWhatV1Calls) {
  const Guid network = MakeNetwork();
  const Guid id = MakeEndpoint(Addresses({"10.0.0.9"}));
  const Guid other = MakeEndpoint({{"Name", "other"}});
  EXPECT_THAT(Endpoints({{"Name", "endpoint"}}), ElementsAre(id.ToString()));
  EXPECT_THAT(Endpoints({{"VirtualNetworkName", "overlay"}}).size(), 2U);
  EXPECT_THAT(Endpoints({{"VirtualNetwork", network.ToString()}}).size(), 2U);
  EXPECT_THAT(Endpoints({{"IPAddress", "10.0.0.9"}}), ElementsAre(id.ToString()));
  EXPECT_THAT(Endpoints({{"State", 1}}).size(), 2U);
  MakeNamespace();
  Attach(kNamespaceId, other);
  EXPECT_THAT(Endpoints({{"State", 3}}), ElementsAre(other.ToString()));
}

TEST_F(SimulatedQuery, FindsNothingByWhatV1DoesNotCall) {
  const Guid network = MakeNetwork();
  MakeNamespace();
  Attach(kNamespaceId, MakeEndpoint());
  EXPECT_THAT(Endpoints({{"HostComputeNetwork", network.ToString()}}), IsEmpty());
  EXPECT_THAT(Endpoints({{"HostComputeNamespace", kNamespaceId.ToString()}}), IsEmpty());
  EXPECT_THAT(Endpoints({{"name", "endpoint"}}), IsEmpty());
  EXPECT_THAT(Endpoints({{"Name", "Endpoint"}}), IsEmpty());
  EXPECT_THAT(Endpoints({{"State", "3"}}), IsEmpty());
}

TEST_F(SimulatedQuery, ComparesGuidsInAnyCase) {
  const Guid network = MakeNetwork();
  MakeEndpoint(json::object(), kEndpointId);
  EXPECT_EQ(Endpoints({{"ID", UpperCase(kEndpointId.ToString())}}).size(), 1U);
  EXPECT_EQ(Endpoints({{"VirtualNetwork", UpperCase(network.ToString())}}).size(), 1U);
  EXPECT_THAT(Endpoints({{"ID", "{" + kEndpointId.ToString() + "}"}}), IsEmpty());
  EXPECT_THAT(Endpoints({{"ID", kOtherEndpointId.ToString()}}), IsEmpty());
}

TEST_F(SimulatedQuery, NeedsEveryMemberToMatch) {
  MakeEndpoint(json::object(), kEndpointId);
  EXPECT_EQ(Endpoints({{"ID", kEndpointId.ToString()}, {"Name", "endpoint"}}).size(), 1U);
  EXPECT_THAT(Endpoints({{"ID", kEndpointId.ToString()}, {"Name", "other"}}), IsEmpty());
}

TEST_F(SimulatedQuery, FindsNetworksByNameAndFlags) {
  const Guid id = MakeNetwork({{"Flags", 72}});
  EXPECT_THAT(Networks({{"Flags", 72}}), ElementsAre(id.ToString()));
  EXPECT_THAT(Networks({{"Flags", 8}}), IsEmpty());
  EXPECT_THAT(Networks({{"Name", "overlay"}}), ElementsAre(id.ToString()));
}

TEST_F(SimulatedQuery, FindsNamespacesByIdAndDefault) {
  MakeNamespace();
  EXPECT_THAT(Namespaces({{"ID", kNamespaceId.ToString()}}), ElementsAre(kNamespaceId.ToString()));
  EXPECT_THAT(Namespaces({{"IsDefault", false}}), ElementsAre(kNamespaceId.ToString()));
}

TEST_F(SimulatedQuery, WantsTheFilterAsAString) {
  EXPECT_THAT([&] { (void)hcn_.EnumerateEndpoints(R"({"Filter":{"Name":"x"}})"); },
              FailsWith(0x803b001b, "{{Filter,ExpectedString}}"));
  EXPECT_THAT([&] { (void)hcn_.EnumerateEndpoints(R"({"Filter":"[]"})"); },
              FailsWith(0x803b001b, "{{Filter,ExpectedObject}}"));
  EXPECT_THAT([&] { (void)hcn_.EnumerateEndpoints(R"({"Filter":"Name=x"})"); },
              FailsWith(0x803b001b));
  EXPECT_THAT([&] { (void)hcn_.EnumerateEndpoints(R"({"Sort":"Name"})"); },
              FailsWith(0x803b001b, "{{Sort,UnknownField}}"));
}

TEST_F(SimulatedQuery, DoesNotFilterWhatIsAskedOfOneObject) {
  const Guid id = MakeEndpoint();
  EXPECT_EQ(QueryEndpoint(id, Filtered({{"Name", "somebody else"}})).at("ID"), id.ToString());
}

TEST_F(SimulatedQuery, TakesAHandleOfTheRightKindOnly) {
  MakeNamespace();
  MakeNetwork();
  const NamespaceHandle name_space(hcn_, hcn_.OpenNamespace(kNamespaceId));
  EXPECT_THAT([&] { (void)hcn_.QueryEndpointProperties(name_space.value(), kV2); },
              FailsWith(0x80070057));
  hcn_.CloseEndpoint(name_space.value());
  EXPECT_NO_THROW((void)hcn_.QueryNamespaceProperties(name_space.value(), kV2));
}

TEST_F(SimulatedQuery, RefusesAHandleThatWasClosed) {
  MakeNamespace();
  const HandleValue handle = hcn_.OpenNamespace(kNamespaceId);
  hcn_.CloseNamespace(handle);
  hcn_.CloseNamespace(handle);
  EXPECT_THAT([&] { (void)hcn_.QueryNamespaceProperties(handle, kV2); }, FailsWith(0x80070057));
}

TEST_F(SimulatedQuery, SaysWhichObjectsFileItCannotRead) {
  const Guid id = MakeEndpoint();
  const auto file = folder_.path() / "endpoints" / (id.ToString() + ".json");
  Write(file, "{\"ID\":");
  EXPECT_THAT([&] { (void)QueryEndpoint(id); }, FailsWith(0x803b001b));
}

TEST_F(SimulatedQuery, SaysThatTheHostCannotBeHad) {
  Write(folder_.path() / "file", "");
  Simulator nowhere(folder_.path() / "file");
  EXPECT_THAT([&] { (void)nowhere.EnumerateNetworks(""); },
              FailsWith(0x800706be, folder_.path().filename().string()));
}

}  // namespace
}  // namespace hcn::simulator
