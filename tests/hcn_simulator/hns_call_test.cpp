#include "hcn/simulator/hns_call.h"

#include "hcn/simulator/files.h"
#include "tests/hcn_simulator/host_fixture.h"

namespace hcn::simulator {
namespace {

class OldInterface : public HostTest {
 protected:
  json Ask(const std::string& method, const std::string& path) {
    return json::parse(HnsCall(folder_.path(), method, path));
  }
  [[nodiscard]] std::filesystem::path HostFile() const { return folder_.path() / "host.json"; }
};

TEST_F(OldInterface, SaysTheVersionOfServer2022OnANewHost) {
  const json answer = Ask("GET", "/globals/version");
  EXPECT_EQ(answer, json::parse(R"({"Success":true,"Output":{"Major":13,"Minor":3}})"));
}

TEST_F(OldInterface, SaysTheVersionOfTheHostsFile) {
  MakeNetwork();
  json host = json::parse(ReadIfThere(HostFile()).value());
  host["HnsVersion"] = {{"Major", 15}, {"Minor", 4}};
  Write(HostFile(), host.dump());
  EXPECT_EQ(Ask("get", "/globals/version").at("Output"), host.at("HnsVersion"));
}

TEST_F(OldInterface, KnowsTheVersionOfAHostFromBeforeThereWasOne) {
  Write(HostFile(), R"({"Adapters":["Ethernet"]})");
  EXPECT_EQ(Ask("GET", "/globals/version").at("Output").at("Major"), 13);
}

TEST_F(OldInterface, ShowsObjectsInTheirV1Form) {
  MakeEndpoint(json::object(), kEndpointId);
  const json networks = Ask("GET", "/networks/").at("Output");
  ASSERT_EQ(networks.size(), 1U);
  EXPECT_EQ(networks.at(0).at("Name"), "overlay");
  EXPECT_EQ(networks.at(0).at("Subnets").at(0).at("GatewayAddress"), "10.0.0.1");
  EXPECT_EQ(Ask("GET", "/endpoints/").at("Output").size(), 1U);
  EXPECT_EQ(Ask("GET", "/namespaces/").at("Output").at(0).at("IsDefault"), true);
  const json endpoint = Ask("GET", "/endpoints/" + kEndpointId.ToString()).at("Output");
  EXPECT_EQ(endpoint, QueryEndpoint(kEndpointId, kV1));
}

TEST_F(OldInterface, SaysWhichKindIsNotThere) {
  const auto code = [&](const std::string& path) {
    return Ask("GET", path + kEndpointId.ToString()).at("ErrorCode").get<HResult>();
  };
  EXPECT_EQ(code("/networks/"), 0x803b0001);
  EXPECT_EQ(code("/endpoints/"), 0x803b0002);
  EXPECT_EQ(code("/namespaces/"), 0x80070490);
  EXPECT_EQ(Ask("GET", "/networks/overlay").at("ErrorCode"), 0x803b0001);
}

TEST_F(OldInterface, RefusesEverythingElseByName) {
  for (const auto& [method, path] :
       {std::pair{"GET", "/policylists/"}, std::pair{"POST", "/networks/"},
        std::pair{"DELETE", "/globals/version"}}) {
    const json answer = Ask(method, path);
    EXPECT_EQ(answer.at("Success"), false);
    EXPECT_EQ(answer.at("ErrorCode"), 0x80004001);
    EXPECT_THAT(answer.at("Error").get<std::string>(),
                testing::EndsWith(std::string(method) + " " + path));
  }
}

}  // namespace
}  // namespace hcn::simulator
