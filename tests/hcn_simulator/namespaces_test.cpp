#include "hcn/handle.h"
#include "tests/hcn_simulator/host_fixture.h"

namespace hcn::simulator {
namespace {

const Guid kDefaultId = *Guid::Parse("910f7d92-ba2d-4c3f-98ae-7c0ac590d2dc");

json ContainerRequest(const std::string& request, const std::string& id) {
  return {
      {"ResourceType", "Container"}, {"RequestType", request}, {"Settings", {{"ContainerId", id}}}};
}

class SimulatedNamespace : public HostTest {
 protected:
  std::string NamespaceOf(const Guid& endpoint) {
    return QueryEndpoint(endpoint).value("HostComputeNamespace", "");
  }
};

TEST_F(SimulatedNamespace, IsMadeFromAnEmptyDocument) {
  const NamespaceHandle handle(hcn_, hcn_.CreateNamespace(kNamespaceId, "{}"));
  const json made = json::parse(hcn_.QueryNamespaceProperties(handle.value(), kV2));
  EXPECT_EQ(made, json({{"ID", kNamespaceId.ToString()}}));
}

TEST_F(SimulatedNamespace, ShowsTheVersionItWasMadeWith) {
  MakeNamespace(kNamespaceId, {{"SchemaVersion", {{"Major", 0}, {"Minor", 0}}}});
  EXPECT_EQ(QueryNamespace(kNamespaceId).at("SchemaVersion"), json({{"Major", 0}, {"Minor", 0}}));
}

TEST_F(SimulatedNamespace, IsRefusedASecondTimeUnderItsId) {
  MakeNamespace();
  EXPECT_THAT([&] { MakeNamespace(); }, FailsWith(0x80071392));
}

TEST_F(SimulatedNamespace, OfTheHostIsTheOneThereIs) {
  const json host_default = {{"Type", "HostDefault"}};
  EXPECT_EQ(MakeNamespace(kNamespaceId, host_default), kDefaultId);
  EXPECT_EQ(MakeNamespace(Guid(), host_default), kDefaultId);
  EXPECT_EQ(QueryNamespace(kDefaultId).at("NamespaceId"), 1);
}

TEST_F(SimulatedNamespace, IsRefusedAFieldOfANewerWindows) {
  EXPECT_THAT(
      [&] {
        MakeNamespace(kNamespaceId, {{"CreateWithCompartment", false}});
      },
      FailsWith(0x803b001b, "{{CreateWithCompartment,UnknownField}}"));
}

TEST_F(SimulatedNamespace, HasNoCompartmentBeforeAContainerStarts) {
  MakeNamespace();
  EXPECT_FALSE(QueryNamespace(kNamespaceId).contains("NamespaceId"));
  host_.StartContainer(kNamespaceId);
  EXPECT_GT(QueryNamespace(kNamespaceId).at("NamespaceId"), 1);
}

TEST_F(SimulatedNamespace, HasItsCompartmentAtOnceWhenItIsReadyOnCreate) {
  MakeNamespace(kNamespaceId, {{"ReadyOnCreate", true}});
  EXPECT_GT(QueryNamespace(kNamespaceId).at("NamespaceId"), 1);
}

TEST_F(SimulatedNamespace, KeepsTheCompartmentItAsksFor) {
  MakeNamespace(kNamespaceId, {{"NamespaceId", 5}});
  EXPECT_EQ(QueryNamespace(kNamespaceId).at("NamespaceId"), 5);
}

TEST_F(SimulatedNamespace, ListsAllItsEndpoints) {
  MakeNamespace();
  Attach(kNamespaceId, MakeEndpoint(json::object(), kEndpointId));
  Attach(kNamespaceId, MakeEndpoint(json::object(), kOtherEndpointId));
  MakeEndpoint();
  EXPECT_EQ(QueryNamespace(kNamespaceId).at("Resources"),
            json::array({{{"Type", "Endpoint"}, {"Data", {{"Id", kEndpointId.ToString()}}}},
                         {{"Type", "Endpoint"}, {"Data", {{"Id", kOtherEndpointId.ToString()}}}}}));
}

TEST_F(SimulatedNamespace, RefusesAnEndpointThatIsNotThere) {
  MakeNamespace();
  EXPECT_THAT([&] { Attach(kNamespaceId, kEndpointId); }, FailsWith(0x803b0002));
  EXPECT_THAT([&] { Detach(kNamespaceId, kEndpointId); }, FailsWith(0x803b0002));
}

TEST_F(SimulatedNamespace, RefusesAnEndpointThatIsInANamespace) {
  MakeNamespace();
  MakeNamespace(kOtherNamespaceId);
  const Guid endpoint = MakeEndpoint();
  Attach(kNamespaceId, endpoint);
  EXPECT_THAT([&] { Attach(kNamespaceId, endpoint); }, FailsWith(0x803b002b));
  EXPECT_THAT([&] { Attach(kOtherNamespaceId, endpoint); }, FailsWith(0x803b002b));
  EXPECT_EQ(NamespaceOf(endpoint), kNamespaceId.ToString());
}

TEST_F(SimulatedNamespace, RefusesAnEndpointWhoseNamespaceWasDeleted) {
  MakeNamespace();
  const Guid endpoint = MakeEndpoint();
  Attach(kNamespaceId, endpoint);
  hcn_.DeleteNamespace(kNamespaceId);
  MakeNamespace(kOtherNamespaceId);
  EXPECT_THAT([&] { Attach(kOtherNamespaceId, endpoint); }, FailsWith(0x803b002b));
}

TEST_F(SimulatedNamespace, RefusesARemoteEndpoint) {
  MakeNamespace();
  const Guid remote = MakeEndpoint({{"Flags", 1}});
  EXPECT_THAT([&] { Attach(kNamespaceId, remote); }, FailsWith(0x803b000f));
}

TEST_F(SimulatedNamespace, CannotLoseAnEndpointItDoesNotHave) {
  MakeNamespace();
  MakeNamespace(kOtherNamespaceId);
  const Guid endpoint = MakeEndpoint();
  EXPECT_THAT([&] { Detach(kNamespaceId, endpoint); }, FailsWith(0x803b0034));
  Attach(kNamespaceId, endpoint);
  EXPECT_THAT([&] { Detach(kOtherNamespaceId, endpoint); }, FailsWith(0x803b0034));
  EXPECT_EQ(NamespaceOf(endpoint), kNamespaceId.ToString());
}

TEST_F(SimulatedNamespace, TakesAnEndpointAgainThatItLost) {
  MakeNamespace();
  const Guid endpoint = MakeEndpoint();
  Attach(kNamespaceId, endpoint);
  Detach(kNamespaceId, endpoint);
  EXPECT_NO_THROW(Attach(kNamespaceId, endpoint));
}

TEST_F(SimulatedNamespace, WantsTheSettingsAsAnObjectWithABareGuid) {
  MakeNamespace();
  const Guid endpoint = MakeEndpoint();
  const auto add = [&](const json& settings) {
    ModifyNamespace(kNamespaceId,
                    {{"ResourceType", "Endpoint"}, {"RequestType", "Add"}, {"Settings", settings}});
  };
  const json right = {{"EndpointId", endpoint.ToString()}};
  EXPECT_THAT([&] { add(right.dump()); }, FailsWith(0x803b001b, "{{Settings,ExpectedObject}}"));
  EXPECT_THAT(
      [&] {
        add({{"EndpointId", "{" + endpoint.ToString() + "}"}});
      },
      FailsWith(0x803b001b, "{{EndpointId,ExpectedGuid}}"));
  EXPECT_THAT([&] { add(json::object()); }, FailsWith(0x803b001b, "{{EndpointId,"));
  EXPECT_THAT([&] { add(nullptr); }, FailsWith(0x803b001b, "{{Settings,ExpectedObject}}"));
  EXPECT_NO_THROW(add(right));
}

TEST_F(SimulatedNamespace, RefusesRequestTypesThatAreNumbersOrNotForIt) {
  MakeNamespace();
  json request = {{"ResourceType", 1}, {"RequestType", "Add"}, {"Settings", json::object()}};
  EXPECT_THAT([&] { ModifyNamespace(kNamespaceId, request); },
              FailsWith(0x803b001b, "{{ResourceType,ExpectedString}}"));
  request = {{"ResourceType", "Endpoint"}, {"RequestType", "Update"}};
  EXPECT_THAT([&] { ModifyNamespace(kNamespaceId, request); }, FailsWith(0x803b0015));
}

TEST_F(SimulatedNamespace, StaysWhileItHasAContainer) {
  MakeNamespace();
  ModifyNamespace(kNamespaceId, ContainerRequest("Add", "c1"));
  EXPECT_THAT([&] { hcn_.DeleteNamespace(kNamespaceId); }, FailsWith(0x803b0015));
  ModifyNamespace(kNamespaceId, ContainerRequest("Remove", "c1"));
  EXPECT_NO_THROW(hcn_.DeleteNamespace(kNamespaceId));
}

TEST_F(SimulatedNamespace, ShowsItsContainersWithoutTheFirstType) {
  MakeNamespace();
  ModifyNamespace(kNamespaceId, ContainerRequest("Add", "c1"));
  EXPECT_EQ(QueryNamespace(kNamespaceId).at("Resources"),
            json::array({{{"Data", {{"Id", "c1"}}}}}));
}

TEST_F(SimulatedNamespace, CannotLoseAContainerItDoesNotHave) {
  MakeNamespace();
  EXPECT_THAT([&] { ModifyNamespace(kNamespaceId, ContainerRequest("Remove", "c1")); },
              FailsWith(0x80070490));
}

TEST_F(SimulatedNamespace, RefusesAHandleWhenItIsGone) {
  MakeNamespace();
  const NamespaceHandle handle(hcn_, hcn_.OpenNamespace(kNamespaceId));
  hcn_.DeleteNamespace(kNamespaceId);
  EXPECT_THAT([&] { hcn_.ModifyNamespace(handle.value(), ContainerRequest("Add", "c").dump()); },
              FailsWith(0x803b0031));
  EXPECT_THAT([&] { (void)hcn_.QueryNamespaceProperties(handle.value(), kV2); },
              FailsWith(0x803b0031));
}

}  // namespace
}  // namespace hcn::simulator
