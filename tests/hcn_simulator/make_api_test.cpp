#include "hcn/simulator/make_api.h"

#include <stdexcept>

#include "hcn/simulator/controls.h"
#include "tests/hcn_simulator/host_fixture.h"

namespace hcn::simulator {
namespace {

using MadeApi = HostTest;

TEST_F(MadeApi, HasControlsOnlyWhereSomebodyAsksForThem) {
  const auto is_controlled = [](const std::unique_ptr<HcnApi>& api) {
    return dynamic_cast<const Controls*>(api.get()) != nullptr;
  };
  const std::string log = (folder_.path() / "calls.log").string();
  EXPECT_FALSE(is_controlled(MakeApi(folder_.path(), "", "")));
  EXPECT_TRUE(is_controlled(MakeApi(folder_.path(), "*#9=kill", "")));
  EXPECT_TRUE(is_controlled(MakeApi(folder_.path(), "", log)));
}

TEST_F(MadeApi, WorksOnTheHostInTheFolder) {
  MakeEndpoint(json::object(), kEndpointId);
  for (const std::string faults : {"", "HcnDeleteEndpoint=kill"}) {
    const auto api = MakeApi(folder_.path(), faults, "");
    EXPECT_EQ(json::parse(api->EnumerateEndpoints(kV2)).size(), 1U) << faults;
  }
}

TEST_F(MadeApi, RefusesFaultsThatCannotBeRead) {
  EXPECT_THROW((void)MakeApi(folder_.path(), "HcnDeleteEndpoint", ""), std::invalid_argument);
}

TEST_F(MadeApi, ReportsALogThatCannotBeWritten) {
  const auto api = MakeApi(folder_.path(), "", (folder_.path() / "no/such/folder").string());
  EXPECT_THROW((void)api->EnumerateNetworks(""), std::system_error);
}

}  // namespace
}  // namespace hcn::simulator
