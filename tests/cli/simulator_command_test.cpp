#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "cli/run.h"
#include "hcn/simulator/make_api.h"
#include "tests/support/fake_process_io.h"
#include "tests/support/memory_file_system.h"
#include "tests/support/temporary_folder.h"

namespace cli {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kNamespace = "0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11";
constexpr const char* kNetwork = R"({
  "ID": "0b2a7f10-3c4d-4e5f-8a9b-0c1d2e3f4a5b", "Name": "foreign", "Type": "L2Bridge",
  "SchemaVersion": {"Major": 2, "Minor": 0},
  "Ipams": [{"Subnets": [{"IpAddressPrefix": "10.0.0.0/24",
    "Routes": [{"NextHop": "10.0.0.1", "DestinationPrefix": "0.0.0.0/0"}]}]}]
})";
constexpr const char* kEndpoint = R"({
  "ID": "7e57ab1e-0000-4000-8000-000000000001", "Name": "foreign",
  "HostComputeNetwork": "0b2a7f10-3c4d-4e5f-8a9b-0c1d2e3f4a5b",
  "IpConfigurations": [{"IpAddress": "10.0.0.7"}], "SchemaVersion": {"Major": 2, "Minor": 0}
})";

class SimulatorCommand : public testing::Test {
 protected:
  SimulatorCommand() { io_.environment["HCN_SIMULATOR_DIR"] = HostFolder(); }

  [[nodiscard]] std::string HostFolder() const { return (folder_.path() / "host").string(); }

  int Simulate(std::vector<std::string> arguments) {
    io_.output.clear();
    io_.error.clear();
    arguments.insert(arguments.begin(), "simulator");
    return cli::Run(arguments, host_);
  }

  std::string File(const std::string& text) {
    const std::string file = (folder_.path() / "document.json").string();
    std::ofstream(file) << text;
    return file;
  }

  json Dump() {
    EXPECT_EQ(Simulate({"dump"}), 0) << io_.error;
    return json::parse(io_.output);
  }

  support::TemporaryFolder folder_;
  support::FakeProcessIo io_;
  support::MemoryDisk disk_;
  support::MemoryFileSystem files_{disk_};
  Host host_{io_, files_, nullptr};
};

TEST_F(SimulatorCommand, ShowsAFreshHost) {
  const json host = Dump();
  EXPECT_THAT(host.at("networks"), IsEmpty());
  EXPECT_THAT(host.at("endpoints"), IsEmpty());
  ASSERT_EQ(host.at("namespaces").size(), 1U);
  EXPECT_EQ(host.at("namespaces").at(0).at("Type"), "HostDefault");
}

TEST_F(SimulatorCommand, AddsANamespaceByBareOrBracedGuid) {
  EXPECT_EQ(Simulate({"add-namespace", kNamespace}), 0);
  EXPECT_EQ(Simulate({"add-namespace", "{1D5E5A3F-6A51-4C2F-9A4C-3A1D6E0B7C11}"}), 0);
  const json host = Dump();
  EXPECT_EQ(host.at("namespaces").at(0).at("ID"), kNamespace);
  EXPECT_EQ(host.at("namespaces").at(1).at("ID"), "1d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11");
}

TEST_F(SimulatorCommand, RefusesWhatIsNoGuid) {
  EXPECT_EQ(Simulate({"add-namespace", "/var/run/netns/x"}), 2);
  EXPECT_EQ(io_.error, "hcn-slice: \"/var/run/netns/x\" is no GUID\n");
}

TEST_F(SimulatorCommand, SaysWhichValueIsMissing) {
  EXPECT_EQ(Simulate({"add-namespace"}), 2);
  EXPECT_EQ(io_.error, "hcn-slice: simulator add-namespace needs GUID\n");
}

TEST_F(SimulatorCommand, PlantsForeignObjectsFromAFileOrStdin) {
  EXPECT_EQ(Simulate({"plant", "network", File(kNetwork)}), 0) << io_.error;
  io_.input = kEndpoint;
  EXPECT_EQ(Simulate({"plant", "endpoint", "-"}), 0) << io_.error;
  const json host = Dump();
  EXPECT_EQ(host.at("networks").at(0).at("Name"), "foreign");
  EXPECT_EQ(host.at("endpoints").at(0).at("IpConfigurations").at(0).at("IpAddress"), "10.0.0.7");
}

TEST_F(SimulatorCommand, RefusesToPlantWhatItDoesNotKnow) {
  EXPECT_EQ(Simulate({"plant", "policy", File("{}")}), 2);
  EXPECT_THAT(io_.error, HasSubstr("\"policy\" is neither endpoint nor network"));
}

TEST_F(SimulatorCommand, FailsOnAFileThatIsNotThere) {
  EXPECT_EQ(Simulate({"plant", "network", HostFolder() + "/nothing"}), 1);
  EXPECT_THAT(io_.error, HasSubstr("cannot read"));
}

TEST_F(SimulatorCommand, FailsWithHcnsOwnCode) {
  EXPECT_EQ(Simulate({"start-container", kNamespace}), 1);
  EXPECT_THAT(io_.error, AllOf(HasSubstr("HcsCreateComputeSystem"), HasSubstr("0x80070490")));
}

TEST_F(SimulatorCommand, StartsAContainer) {
  EXPECT_EQ(Simulate({"add-namespace", kNamespace}), 0);
  EXPECT_EQ(Simulate({"start-container", kNamespace}), 0) << io_.error;
  EXPECT_EQ(Dump().at("namespaces").at(0).at("Resources").size(), 1U);
}

TEST_F(SimulatorCommand, RebootsAndRestartsAndResets) {
  EXPECT_EQ(Simulate({"plant", "network", File(kNetwork)}), 0) << io_.error;
  EXPECT_EQ(Simulate({"plant", "endpoint", File(kEndpoint)}), 0) << io_.error;
  EXPECT_EQ(Simulate({"add-namespace", kNamespace}), 0);
  EXPECT_EQ(Simulate({"reboot"}), 0);
  EXPECT_EQ(Dump().at("namespaces").size(), 1U);
  EXPECT_EQ(Simulate({"restart-service"}), 0);
  EXPECT_THAT(Dump().at("endpoints"), IsEmpty());
  EXPECT_EQ(Simulate({"reset"}), 0);
  EXPECT_THAT(Dump().at("networks"), IsEmpty());
}

TEST_F(SimulatorCommand, ListsAndExplainsItsCommands) {
  EXPECT_EQ(Simulate({"--help"}), 0);
  EXPECT_THAT(io_.output, AllOf(HasSubstr("add-namespace GUID"), HasSubstr("HCN_SIMULATOR_DIR")));
  for (const char* command : {"dump", "reset", "reboot", "restart-service", "add-namespace",
                              "start-container", "plant"}) {
    EXPECT_EQ(Simulate({command, "--help"}), 0) << command;
    EXPECT_THAT(io_.output, HasSubstr("Usage: hcn-slice simulator " + std::string(command)));
  }
  EXPECT_FALSE(std::filesystem::exists(HostFolder()));
}

}  // namespace
}  // namespace cli
