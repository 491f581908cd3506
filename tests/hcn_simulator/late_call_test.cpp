#include "hcn/simulator/late_call.h"

#include <functional>
#include <optional>

#include "hcn/handle.h"
#include "hcn/simulator/controls.h"
#include "tests/hcn_simulator/host_fixture.h"

namespace hcn::simulator {
namespace {

// Calls of a process that has gone, made by one that has none of its handles.
class LateCalls : public HostTest {
 protected:
  // What was asked of a host on which every call of `function` is late, by way of its text.
  LateCall Ask(const std::string& function, const std::function<void(HcnApi&)>& ask) {
    std::optional<LateCall> call;
    const auto take = [&](std::chrono::milliseconds, const LateCall& late) {
      call = late;
      throw Error(function, kRpcCallFailed);  // the caller hears nothing more
    };
    Controls controls(hcn_, ParseFaults(function + "=late:1s"), "", Fate{{}, {}, {}, take});
    EXPECT_THROW(ask(controls), Error);
    return ParseLateOrder(ToText({std::chrono::seconds(1), call.value()})).call;
  }

  void MakeElsewhere(const LateCall& call) {
    Simulator other(folder_.path());
    Make(other, call);
    EXPECT_EQ(other.OpenHandles(), 0U);
  }

  // `ask` changes the host, and has not done so before another process makes the call.
  void ExpectLateEffect(const std::string& function, const std::function<void(HcnApi&)>& ask) {
    const json before = Dump();
    const LateCall call = Ask(function, ask);
    EXPECT_EQ(Dump(), before) << function;
    MakeElsewhere(call);
    EXPECT_NE(Dump(), before) << function;
  }
};

TEST_F(LateCalls, AreMadeToNetworks) {
  const json policy = {{"ResourceType", "Policy"},
                       {"RequestType", "Add"},
                       {"Settings", WithPolicy("VxlanPort", {{"Port", 4789}})}};
  ExpectLateEffect("HcnCreateNetwork",
                   [](HcnApi& api) { api.CreateNetwork(kNetworkId, Network().dump()); });
  const NetworkHandle network(hcn_, hcn_.OpenNetwork(kNetworkId));
  ExpectLateEffect("HcnModifyNetwork",
                   [&](HcnApi& api) { api.ModifyNetwork(network.value(), policy.dump()); });
  ExpectLateEffect("HcnDeleteNetwork", [](HcnApi& api) { api.DeleteNetwork(kNetworkId); });
}

TEST_F(LateCalls, AreMadeToEndpoints) {
  MakeNetwork();
  const json policy = {
      {"ResourceType", "Policy"}, {"RequestType", "Add"}, {"Settings", PortMapping(80, 8080)}};
  ExpectLateEffect("HcnCreateEndpoint", [&](HcnApi& api) {
    api.CreateEndpoint(network_, kEndpointId, Endpoint().dump());
  });
  const EndpointHandle endpoint(hcn_, hcn_.OpenEndpoint(kEndpointId));
  ExpectLateEffect("HcnModifyEndpoint",
                   [&](HcnApi& api) { api.ModifyEndpoint(endpoint.value(), policy.dump()); });
  ExpectLateEffect("HcnDeleteEndpoint", [](HcnApi& api) { api.DeleteEndpoint(kEndpointId); });
}

TEST_F(LateCalls, AreMadeToNamespaces) {
  MakeEndpoint(json::object(), kEndpointId);
  const json attachment = {{"ResourceType", "Endpoint"},
                           {"RequestType", "Add"},
                           {"Settings", {{"EndpointId", kEndpointId.ToString()}}}};
  ExpectLateEffect("HcnCreateNamespace",
                   [](HcnApi& api) { api.CreateNamespace(kNamespaceId, kV2); });
  const NamespaceHandle name_space(hcn_, hcn_.OpenNamespace(kNamespaceId));
  ExpectLateEffect("HcnModifyNamespace", [&](HcnApi& api) {
    api.ModifyNamespace(name_space.value(), attachment.dump());
  });
  ExpectLateEffect("HcnDeleteNamespace", [](HcnApi& api) { api.DeleteNamespace(kNamespaceId); });
}

TEST_F(LateCalls, ThatOnlyAskAreNotMade) {
  const LateCall call =
      Ask("HcnEnumerateEndpoints", [](HcnApi& api) { (void)api.EnumerateEndpoints(kV2); });
  EXPECT_NO_THROW(MakeElsewhere(call));
}

TEST_F(LateCalls, OnAHandleThatIsNoneFailAtOnce) {
  Controls controls(hcn_, ParseFaults("HcnModifyEndpoint=late:1s"), "", Fate{});
  EXPECT_THAT([&] { controls.ModifyEndpoint(99, "{}"); }, FailsWith(0x80070057));
}

TEST_F(LateCalls, KeepTheirTimeAsText) {
  EXPECT_EQ(ParseLateOrder(ToText({std::chrono::seconds(2), {}})).time, std::chrono::seconds(2));
}

}  // namespace
}  // namespace hcn::simulator
