#include "hcn/simulator/controls.h"

#include <optional>

#include "tests/hcn_simulator/host_fixture.h"

namespace hcn::simulator {
namespace {

struct Killed {};
struct Hung {};
struct Left {};

class ControlledHost : public HostTest {
 protected:
  HcnApi& With(const std::string& faults, const std::string& log = {}) {
    const auto sleep = [this](std::chrono::milliseconds time) {
      sleeps_.push_back(time.count());
      endpoints_asleep_ = Dump().at("endpoints").size();
    };
    const auto late = [this](std::chrono::milliseconds time, const LateCall& call) {
      sleeps_.push_back(time.count());
      late_ = call;
      throw Left{};
    };
    controls_.emplace(hcn_, ParseFaults(faults), log,
                      Fate{[] { throw Killed{}; }, [] { throw Hung{}; }, sleep, late});
    return *controls_;
  }

  // One endpoint, by the controls.
  void Create(HcnApi& api, const Guid& id = kEndpointId) {
    if (network_ == 0) MakeNetwork();
    api.CloseEndpoint(api.CreateEndpoint(network_, id, Endpoint().dump()));
  }

  std::size_t Endpoints() { return Dump().at("endpoints").size(); }

  std::optional<Controls> controls_;
  std::vector<std::int64_t> sleeps_;
  std::size_t endpoints_asleep_ = 0;
  std::optional<LateCall> late_;
};

TEST_F(ControlledHost, IsTheHostWithoutFaults) {
  Create(With(""));
  EXPECT_EQ(Endpoints(), 1U);
}

TEST_F(ControlledHost, FailsWithoutEffect) {
  HcnApi& api = With("HcnCreateEndpoint=0x800706be");
  EXPECT_THAT([&] { Create(api); }, FailsWith(0x800706be, "\"ErrorCode\":2147944126"));
  EXPECT_EQ(Endpoints(), 0U);
}

TEST_F(ControlledHost, FailsAfterTheEffectAndKeepsNoHandle) {
  HcnApi& api = With("HcnCreateEndpoint@after=0x800706be");
  EXPECT_THAT([&] { Create(api); }, FailsWith(0x800706be));
  EXPECT_EQ(Endpoints(), 1U);
}

TEST_F(ControlledHost, CountsCallsPerFunction) {
  HcnApi& api = With("HcnCreateEndpoint#2=0x800706ba");
  (void)api.EnumerateEndpoints("");
  EXPECT_NO_THROW(Create(api, kEndpointId));
  EXPECT_THAT([&] { Create(api, kOtherEndpointId); }, FailsWith(0x800706ba));
  EXPECT_NO_THROW(Create(api, kOtherEndpointId));
}

TEST_F(ControlledHost, CountsAllCallsForTheStar) {
  HcnApi& api = With("*#2=0x800706ba");
  EXPECT_NO_THROW((void)api.EnumerateEndpoints(""));
  EXPECT_THAT([&] { (void)api.EnumerateNetworks(""); }, FailsWith(0x800706ba));
  EXPECT_NO_THROW((void)api.EnumerateNamespaces(""));
}

TEST_F(ControlledHost, DiesBeforeOrAfterTheEffect) {
  EXPECT_THROW(Create(With("HcnCreateEndpoint=kill")), Killed);
  EXPECT_EQ(Endpoints(), 0U);
  EXPECT_THROW(Create(With("HcnCreateEndpoint@after=kill")), Killed);
  EXPECT_EQ(Endpoints(), 1U);
}

TEST_F(ControlledHost, Hangs) {
  EXPECT_THROW(Create(With("HcnCreateEndpoint=hang")), Hung);
  EXPECT_EQ(Endpoints(), 0U);
}

TEST_F(ControlledHost, TakesLongerBeforeOrAfterTheEffect) {
  Create(With("HcnCreateEndpoint=+120ms"), kEndpointId);
  EXPECT_EQ(endpoints_asleep_, 0U);
  Create(With("HcnCreateEndpoint@after=+30ms"), kOtherEndpointId);
  EXPECT_EQ(endpoints_asleep_, 2U);
  EXPECT_THAT(sleeps_, ElementsAre(120, 30));
}

TEST_F(ControlledHost, AppliesEveryFaultThatIsMeant) {
  HcnApi& api = With("*=+1ms,HcnCreateEndpoint=+2ms,HcnCreateEndpoint#1=kill");
  EXPECT_THROW(Create(api), Killed);
  EXPECT_THAT(sleeps_, ElementsAre(1, 2));
}

TEST_F(ControlledHost, FinishesALateCallWhenItsCallerIsGone) {
  EXPECT_THROW(Create(With("HcnCreateEndpoint=late:2s")), Left);
  EXPECT_EQ(Endpoints(), 0U);
  EXPECT_THAT(sleeps_, ElementsAre(2000));
  Make(hcn_, *late_);
  EXPECT_EQ(Endpoints(), 1U);
}

TEST_F(ControlledHost, DoesNotStrikeAfterACallThatFailed) {
  HcnApi& api = With("HcnOpenEndpoint@after=kill");
  EXPECT_THAT([&] { api.OpenEndpoint(kEndpointId); }, FailsWith(0x803b0002));
}

class LoggedHost : public ControlledHost {
 protected:
  HcnApi& With(const std::string& faults) { return ControlledHost::With(faults, LogFile()); }
  [[nodiscard]] std::string LogFile() const { return (folder_.path() / "calls.log").string(); }

  std::vector<json> Lines() {
    std::istringstream text(ReadIfThere(LogFile()).value_or(""));
    std::vector<json> lines;
    for (std::string line; std::getline(text, line);) lines.push_back(json::parse(line));
    return lines;
  }
};

TEST_F(LoggedHost, WritesEachCallWithItsDocumentsAndItsAnswer) {
  MakeNetwork();
  HcnApi& api = With("");
  const std::string document = Endpoint().dump();
  const HandleValue handle = api.CreateEndpoint(network_, kEndpointId, document);
  const std::string answer = api.QueryEndpointProperties(handle, kV2);
  api.CloseEndpoint(handle);
  api.DeleteEndpoint(kEndpointId);
  EXPECT_THAT(Lines(), ElementsAre(json{{"function", "HcnCreateEndpoint"},
                                        {"handle", network_},
                                        {"id", kEndpointId.ToString()},
                                        {"document", document},
                                        {"answer", handle}},
                                   json{{"function", "HcnQueryEndpointProperties"},
                                        {"handle", handle},
                                        {"document", kV2},
                                        {"answer", answer}},
                                   json{{"function", "HcnDeleteEndpoint"},
                                        {"id", kEndpointId.ToString()},
                                        {"answer", nullptr}}));
}

TEST_F(LoggedHost, WritesFailuresWithTheirRecord) {
  EXPECT_THAT([&] { With("").OpenEndpoint(kEndpointId); }, FailsWith(0x803b0002));
  EXPECT_THAT([&] { With("*=0x800706ba").OpenEndpoint(kEndpointId); }, FailsWith(0x800706ba));
  const auto lines = Lines();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].at("error").at("code"), "0x803b0002");
  EXPECT_THAT(lines[0].at("error").at("record").get<std::string>(),
              testing::HasSubstr("2151350274"));
  EXPECT_EQ(lines[1].at("error").at("code"), "0x800706ba");
}

TEST_F(LoggedHost, WritesACallThatEndsItsCallerFirst) {
  EXPECT_THROW(With("*=kill").DeleteEndpoint(kEndpointId), Killed);
  EXPECT_THROW(With("*=hang").DeleteEndpoint(kEndpointId), Hung);
  EXPECT_THROW(With("*=late:1s").DeleteEndpoint(kEndpointId), Left);
  const auto lines = Lines();
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].at("fault"), "kill");
  EXPECT_EQ(lines[1].at("fault"), "hang");
  EXPECT_EQ(lines[2].at("fault"), "late");
}

TEST_F(LoggedHost, WritesOneLinePerCallOfEveryFunction) {
  HcnApi& api = With("");
  const HandleValue network = api.CreateNetwork(kNetworkId, Network().dump());
  const HandleValue endpoint = api.CreateEndpoint(network, kEndpointId, Endpoint().dump());
  const HandleValue name_space = api.CreateNamespace(kNamespaceId, kV2);
  for (const std::string& list :
       {api.EnumerateNetworks(kV2), api.EnumerateEndpoints(kV2), api.EnumerateNamespaces(kV2)}) {
    EXPECT_TRUE(json::parse(list).is_array());
  }
  api.CloseNetwork(api.OpenNetwork(kNetworkId));
  api.CloseEndpoint(api.OpenEndpoint(kEndpointId));
  api.CloseNamespace(api.OpenNamespace(kNamespaceId));
  const std::string no_policies =
      R"({"ResourceType":"Policy","RequestType":"Add","Settings":{"Policies":[]}})";
  api.ModifyNetwork(network, no_policies);
  api.ModifyEndpoint(endpoint, no_policies);
  api.ModifyNamespace(
      name_space,
      R"({"ResourceType":"Container","RequestType":"Add","Settings":{"ContainerId":"c"}})");
  EXPECT_NE(api.QueryNetworkProperties(network, kV2), "");
  EXPECT_NE(api.QueryNamespaceProperties(name_space, kV2), "");
  EXPECT_THAT([&] { api.DeleteNamespace(kNamespaceId); }, FailsWith(0x803b0015));
  api.DeleteNetwork(kNetworkId);
  api.CloseNetwork(network);
  api.CloseEndpoint(endpoint);
  api.CloseNamespace(name_space);
  EXPECT_EQ(Lines().size(), 16U);
}

}  // namespace
}  // namespace hcn::simulator
