#include "tests/hcn_simulator/host_fixture.h"

namespace hcn::simulator {
namespace {

class SimulatedPolicy : public HostTest {
 protected:
  static json Change(const std::string& request, const std::vector<json>& policies) {
    return {{"ResourceType", "Policy"},
            {"RequestType", request},
            {"Settings", {{"Policies", policies}}}};
  }
  json PoliciesOf(const Guid& id) { return QueryEndpoint(id).value("Policies", json::array()); }
};

const json kNat = Policy("OutBoundNAT", {{"Exceptions", {"10.0.0.0/8"}}});
const json kRoute =
    Policy("SDNRoute", {{"DestinationPrefix", "10.96.0.0/12"}, {"NeedEncap", true}});

TEST_F(SimulatedPolicy, ComesBackWithoutWhatIsZeroOrFirst) {
  const json acl = Policy("ACL", {{"Action", "Allow"},
                                  {"Direction", "In"},
                                  {"RemoteAddresses", "10.0.0.0/8"},
                                  {"RuleType", "Switch"},
                                  {"Priority", 200}});
  const json route =
      Policy("SDNRoute", {{"DestinationPrefix", "10.0.0.0/8"}, {"NeedEncap", false}});
  const Guid id = MakeEndpoint({{"Policies", {acl, route}}});
  EXPECT_EQ(PoliciesOf(id).at(0),
            Policy("ACL",
                   {{"RemoteAddresses", "10.0.0.0/8"}, {"RuleType", "Switch"}, {"Priority", 200}}));
  EXPECT_EQ(PoliciesOf(id).at(1), Policy("SDNRoute", {{"DestinationPrefix", "10.0.0.0/8"}}));
}

TEST_F(SimulatedPolicy, OfTheFirstTypeComesBackWithoutIt) {
  const Guid id = MakeEndpoint(PortMapping(80, 8080));
  EXPECT_FALSE(PoliciesOf(id).at(0).contains("Type"));
  EXPECT_EQ(PoliciesOf(id).at(0).at("Settings").at("ExternalPort"), 8080);
}

TEST_F(SimulatedPolicy, IsKnownInAnyCase) {
  const Guid id = MakeEndpoint(WithPolicy("SDNROUTE", {{"destinationprefix", "10.0.0.0/8"}}));
  EXPECT_EQ(PoliciesOf(id).at(0), Policy("SDNRoute", {{"DestinationPrefix", "10.0.0.0/8"}}));
}

TEST_F(SimulatedPolicy, OfAnUnknownTypeIsRefused) {
  EXPECT_THAT([&] { MakeEndpoint(WithPolicy("Teleport", json::object())); }, FailsWith(0x803b000e));
}

TEST_F(SimulatedPolicy, WithoutItsSettingsIsRefused) {
  for (const json& policy : {json{{"Type", "OutBoundNAT"}}, Policy("SDNRoute", json::object()),
                             Policy("QOS", json::object())}) {
    EXPECT_THAT([&] { MakeEndpoint({{"Policies", {policy}}}); }, FailsWith(0x803b000d)) << policy;
  }
  EXPECT_NO_THROW(MakeEndpoint({{"Policies", {{{"Type", "L2Driver"}}}}}));
}

TEST_F(SimulatedPolicy, WantsStringsWhereHcnWantsStrings) {
  EXPECT_THAT(
      [&] {
        MakeEndpoint(WithPolicy("ACL", {{"RemoteAddresses", {"10.0.0.0/8"}}}));
      },
      FailsWith(0x803b001b, "{{RemoteAddresses,ExpectedString}}"));
  EXPECT_THAT(
      [&] {
        MakeEndpoint(WithPolicy("OutBoundNAT", {{"Exceptions", "10.0.0.0/8"}}));
      },
      FailsWith(0x803b001b, "{{Exceptions,ExpectedStringArray}}"));
  EXPECT_THAT(
      [&] {
        MakeEndpoint(WithPolicy("ACL", {{"Action", 0}}));
      },
      FailsWith(0x803b001b, "{{Action,ExpectedString}}"));
  EXPECT_THAT(
      [&] {
        MakeEndpoint(WithPolicy("ACL", {{"Priority", 65536}}));
      },
      FailsWith(0x803b001b, "{{Priority,ExpectedNumber}}"));
  EXPECT_THAT(
      [&] {
        MakeEndpoint(WithPolicy("OutBoundNAT", {{"ExceptionList", {"10.0.0.0/8"}}}));
      },
      FailsWith(0x803b001b, "{{ExceptionList,UnknownField}}"));
}

TEST_F(SimulatedPolicy, IsNotReadForItsPrefixesAtCreation) {
  EXPECT_NO_THROW(MakeEndpoint(WithPolicy("OutBoundNAT", {{"Exceptions", {"<cluster>"}}})));
  EXPECT_NO_THROW(MakeEndpoint(WithPolicy("SDNRoute", {{"DestinationPrefix", "<cluster>"}})));
}

TEST_F(SimulatedPolicy, SdnRouteIsRefusedOnTransparent) {
  MakeNetwork({{"Type", "Transparent"}});
  EXPECT_THAT([&] { MakeEndpoint({{"Policies", {kRoute}}}); }, FailsWith(0x803b000e));
  EXPECT_NO_THROW(MakeEndpoint({{"Policies", {kNat}}}));
}

TEST_F(SimulatedPolicy, PortMappingIsRefusedOnTransparent) {
  MakeNetwork({{"Type", "Transparent"}});
  EXPECT_THAT([&] { MakeEndpoint(PortMapping(80, 8080)); }, FailsWith(0x803b0016));
}

TEST_F(SimulatedPolicy, AclOnTransparentNeedsRuleTypeAndPriority) {
  MakeNetwork({{"Type", "Transparent"}});
  const json complete = {{"RuleType", "Switch"}, {"Priority", 200}};
  for (const std::string missing : {"RuleType", "Priority"}) {
    json settings = complete;
    settings.erase(missing);
    EXPECT_THAT([&] { MakeEndpoint(WithPolicy("ACL", settings)); }, FailsWith(0x803b000d));
  }
  EXPECT_NO_THROW(MakeEndpoint(WithPolicy("ACL", complete)));
}

TEST_F(SimulatedPolicy, PortMappingNeedsAnInternalPort) {
  EXPECT_THAT([&] { MakeEndpoint(PortMapping(0, 8080)); }, FailsWith(0x803b002d));
}

TEST_F(SimulatedPolicy, PortMappingIsAlonePerProtocolAndNetwork) {
  MakeEndpoint(PortMapping(80, 8080));
  EXPECT_THAT([&] { MakeEndpoint(PortMapping(81, 8080)); }, FailsWith(0x803b0013));
  EXPECT_NO_THROW(MakeEndpoint(PortMapping(80, 8080, 17)));
  EXPECT_NO_THROW(MakeEndpoint(PortMapping(80, 8081)));
  MakeNetwork({{"Name", "another"}});
  EXPECT_NO_THROW(MakeEndpoint(PortMapping(80, 8080)));
}

TEST_F(SimulatedPolicy, PortMappingIsRefusedTwiceInOneEndpoint) {
  const json mapping = PortMapping(80, 8080).at("Policies").at(0);
  EXPECT_THAT([&] { MakeEndpoint({{"Policies", {mapping, mapping}}}); }, FailsWith(0x803b0013));
}

TEST_F(SimulatedPolicy, InterfaceParametersAreAppliedOnce) {
  const json parameters = Policy("InterfaceParameters", {{"Mtu", 1400}});
  EXPECT_THAT(
      [&] {
        MakeEndpoint({{"Policies", {parameters, parameters}}});
      },
      FailsWith(0x803b0036));
}

TEST_F(SimulatedPolicy, IsAppendedByAdd) {
  const Guid id = MakeEndpoint({{"Policies", {kNat}}});
  ModifyEndpoint(id, Change("Add", {kRoute}));
  EXPECT_EQ(PoliciesOf(id), json::array({kNat, kRoute}));
}

TEST_F(SimulatedPolicy, ReplacesItsTypeByUpdate) {
  const json other = Policy("OutBoundNAT", {{"Exceptions", {"10.1.0.0/16"}}});
  const Guid id = MakeEndpoint({{"Policies", {kNat, kRoute}}});
  ModifyEndpoint(id, Change("Update", {other}));
  EXPECT_EQ(PoliciesOf(id), json::array({kRoute, other}));
}

TEST_F(SimulatedPolicy, IsRemovedAsItWasGivenOrShown) {
  const json given = Policy("ACL", {{"Action", "Allow"}, {"Priority", 200}});
  const Guid id = MakeEndpoint({{"Policies", {given, given}}});
  ModifyEndpoint(id, Change("Remove", {given}));
  ModifyEndpoint(id, Change("Remove", PoliciesOf(id)));
  EXPECT_THAT(PoliciesOf(id), IsEmpty());
  EXPECT_THAT([&] { ModifyEndpoint(id, Change("Remove", {given})); }, FailsWith(0x803b0008));
}

TEST_F(SimulatedPolicy, TakesAndFreesHostPortsWhenItChanges) {
  const json mapping = PortMapping(80, 8080).at("Policies");
  const Guid one = MakeEndpoint();
  const Guid other = MakeEndpoint();
  ModifyEndpoint(one, Change("Add", mapping));
  EXPECT_THAT([&] { ModifyEndpoint(other, Change("Add", mapping)); }, FailsWith(0x803b0013));
  ModifyEndpoint(one, Change("Remove", mapping));
  EXPECT_NO_THROW(ModifyEndpoint(other, Change("Add", mapping)));
}

TEST_F(SimulatedPolicy, KeepsItsHostPortsWhenAChangeIsRefused) {
  const json mapping = PortMapping(80, 8080).at("Policies");
  MakeEndpoint(PortMapping(81, 8081));
  const Guid one = MakeEndpoint({{"Policies", mapping}});
  const json taken = PortMapping(82, 8081).at("Policies");
  EXPECT_THAT([&] { ModifyEndpoint(one, Change("Add", taken)); }, FailsWith(0x803b0013));
  EXPECT_EQ(PoliciesOf(one).size(), 1U);
  EXPECT_THAT([&] { MakeEndpoint(PortMapping(80, 8080)); }, FailsWith(0x803b0013));
}

TEST_F(SimulatedPolicy, DoesNotCostTheEndpointItsAddressWhenItChanges) {
  const Guid id = MakeEndpoint(Addresses({"10.0.0.9"}));
  ModifyEndpoint(id, Change("Add", {kNat}));
  EXPECT_THAT([&] { MakeEndpoint(Addresses({"10.0.0.9"})); }, FailsWith(0x803b002f));
}

TEST_F(SimulatedPolicy, CannotBeRefreshedAndPortsCannotBeChanged) {
  const Guid id = MakeEndpoint();
  EXPECT_THAT([&] { ModifyEndpoint(id, Change("Refresh", json::array())); }, FailsWith(0x803b0015));
  const json port = {{"ResourceType", "Port"}, {"RequestType", "Refresh"}};
  EXPECT_THAT([&] { ModifyEndpoint(id, port); }, FailsWith(0x803b0015));
}

}  // namespace
}  // namespace hcn::simulator
