#include "plugin/attach.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hcn/error.h"
#include "plugin/dispatch.h"
#include "state/file_system.h"
#include "tests/plugin/node.h"
#include "tests/support/absolute.h"
#include "tests/support/fake_process_io.h"
#include "tests/support/hooked_hcn_api.h"

namespace plugin {
namespace {

using nlohmann::json;
using support::Call;
using support::Moment;
using support::World;
using testing::HasSubstr;

// As HNS writes it, and as a result has it.
std::string ColonMac(std::string mac) {
  for (char& letter : mac) {
    letter = letter == '-' ? ':' : static_cast<char>(std::tolower(letter));
  }
  return mac;
}

// C-F-09, C-I-01
TEST(Add, TellsTheRuntimeWhatThePodGot) {
  World world;
  const auto outcome = world.Add();
  ASSERT_EQ(outcome.exit_code, 0) << outcome.output;
  const std::string mac = ColonMac(EndpointOf(world, {}).at("MacAddress"));
  EXPECT_EQ(outcome.document(),
            json({{"cniVersion", "1.1.0"},
                  {"interfaces", {{{"name", "eth0"}, {"mac", mac}, {"sandbox", kNetns}}}},
                  {"ips",
                   {{{"interface", 0}, {"address", "10.200.42.2/24"}, {"gateway", "10.200.42.1"}}}},
                  {"routes", {{{"dst", "0.0.0.0/0"}, {"gw", "10.200.42.1"}}}}}));
}

// C-F-08
TEST(Add, GivesNetnsBackWordForWord) {
  World world;
  Call call;
  call.netns = "{0D5E5A3F-6A51-4C2F-9A4C-3A1D6E0B7C11}";
  EXPECT_EQ(world.Add(call).document()["interfaces"][0]["sandbox"], call.netns);
  EXPECT_EQ(EndpointOf(world, call).at("HostComputeNamespace"), kNetns);
}

TEST(Add, GivesAnAddressAndARouteOfEachFamily) {
  World world;
  const auto outcome = world.Add(CallWith(R"({"slice": ["10.200.42.0/24", "fd00:200:42::/64"],
      "clusterCIDRs": ["10.200.0.0/16", "fd00:200::/32"], "serviceCIDRs": ["10.96.0.0/12"]})"));
  ASSERT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_EQ(outcome.document()["ips"], json::parse(R"([
    {"interface": 0, "address": "10.200.42.2/24", "gateway": "10.200.42.1"},
    {"interface": 0, "address": "fd00:200:42::2/64", "gateway": "fd00:200:42::1"}])"));
  EXPECT_EQ(outcome.document()["routes"], json::parse(R"([{"dst": "0.0.0.0/0", "gw": "10.200.42.1"},
                            {"dst": "::/0", "gw": "fd00:200:42::1"}])"));
  const json endpoint = EndpointOf(world, {});
  EXPECT_EQ(endpoint["IpConfigurations"].size(), 2U);
  EXPECT_EQ(endpoint["Routes"].size(), 2U);
  EXPECT_THAT(world.Records(),
              testing::ElementsAre(testing::StartsWith("10.200.42.2+fd00-200-42--2~")));
}

const std::filesystem::path kSliceFile = support::Absolute("/run/flannel/subnet.env");

Call WithSliceFile() {
  Call call{.conf = World::Conf()};
  call.conf.erase("slice");
  call.conf["sliceFile"] = kSliceFile.string();
  return call;
}

TEST(Add, ReadsTheSliceFromItsFile) {
  World world;
  world.files().MakeFolders(kSliceFile.parent_path());
  world.files().Write(kSliceFile, "FLANNEL_SUBNET=10.200.42.1/24\n");
  const Call call = WithSliceFile();
  EXPECT_EQ(world.Add(call).exit_code, 0);
  EXPECT_EQ(AddressOf(world, call), "10.200.42.2");
}

TEST(Add, AsksForPatienceWhileTheSliceFileIsNotThere) {
  World world;
  const auto outcome = world.Add(WithSliceFile());
  EXPECT_EQ(outcome.code(), 11);
  EXPECT_THAT(outcome.message(), HasSubstr(kSliceFile.string()));
  EXPECT_TRUE(outcome.hcn_calls.empty());
}

// C-F-11
TEST(Add, PutsItsResultBehindTheEarlierPlugins) {
  World world;
  Call call = CallWith(R"({"prevResult": {"cniVersion": "1.1.0",
      "interfaces": [{"name": "lo"}, {"name": "br0", "mac": "00:15:5d:00:00:01"}],
      "ips": [{"interface": 1, "address": "192.168.1.5/24"}],
      "routes": [{"dst": "192.168.0.0/16"}],
      "dns": {"nameservers": ["192.168.1.1"]}}})");
  const auto result = world.Add(call).document();
  ASSERT_EQ(result["interfaces"].size(), 3U) << result;
  EXPECT_EQ(result["interfaces"][1]["name"], "br0");
  EXPECT_EQ(result["interfaces"][2]["name"], "eth0");
  EXPECT_EQ(result["ips"][0]["interface"], 1);
  EXPECT_EQ(result["ips"][1]["interface"], 2);
  EXPECT_EQ(result["routes"].size(), 2U);
  EXPECT_EQ(result["dns"]["nameservers"], json({"192.168.1.1"}));
}

// C-Q-03
TEST(Add, TellsTheRuntimeTheDnsThatTheEndpointHas) {
  World world;
  Call call = CallWith(R"({"dns": {"nameservers": ["10.96.0.10"], "search": ["svc.cluster.local"]},
                           "runtimeConfig": {"dns": {"servers": ["10.96.0.11"]}}})");
  call.args = "K8S_POD_NAMESPACE=shop";
  EXPECT_EQ(
      world.Add(call).document()["dns"],
      json::parse(R"({"nameservers": ["10.96.0.11"], "search": ["shop.svc.cluster.local"]})"));
  const json dns = EndpointOf(world, call).at("Dns");
  EXPECT_EQ(dns["ServerList"], json({"10.96.0.11"}));
  EXPECT_EQ(dns["Search"], json({"shop.svc.cluster.local"}));
}

// C-I-03
TEST(Add, GivesEachInterfaceOfAContainerItsOwnEndpoint) {
  World world;
  Call second;
  second.ifname = "eth1";
  EXPECT_EQ(world.Add().exit_code, 0);
  EXPECT_EQ(world.Add(second).exit_code, 0);
  EXPECT_EQ(AddressOf(world, {}), "10.200.42.2");
  EXPECT_EQ(AddressOf(world, second), "10.200.42.3");
  EXPECT_EQ(world.Namespaces().size(), 1U);
}

TEST(Add, WritesDownForWhichPod) {
  World world;
  Call call;
  call.args = "IgnoreUnknown=1;K8S_POD_NAMESPACE=shop;K8S_POD_NAME=web-1;K8S_POD_UID=77";
  world.Add(call);
  const json record = json::parse(ContentOf(world, "records/" + world.Records().at(0)));
  EXPECT_EQ(record["pod"], "shop/web-1");
  EXPECT_EQ(record["containerId"], "c1");
  EXPECT_EQ(record["namespaceId"], kNetns);
  EXPECT_EQ(record["createsNamespace"], true);
}

// C-S-05
TEST(Add, HasItsWholeRecordBeforeItMakesAnything) {
  for (const char* call : {"HcnCreateNamespace", "HcnCreateEndpoint"}) {
    World world;
    bool is_written = false;
    Call add;
    add.disturb = Before(call, 1, [&] {
      world.disk().PowerLoss();
      const auto records = world.Records();
      is_written = records.size() == 1 &&
                   json::parse(ContentOf(world, "records/" + records[0])).contains("endpointName");
    });
    EXPECT_EQ(world.Add(add).exit_code, 0) << call;
    EXPECT_TRUE(is_written) << call;
  }
}

TEST(Add, NeedsSixCallsInANamespaceOfTheRuntime) {
  World world;
  world.Add(Pod(7));
  world.MakeNamespace(std::string(kNetns));
  const auto calls = world.Add().hcn_calls;
  EXPECT_LE(calls.size(), 6U) << testing::PrintToString(calls);
  EXPECT_THAT(calls, testing::Not(testing::Contains(HasSubstr("Enumerate"))));
}

// C-I-04
TEST(Add, IsUndoneWhenNobodyHearsOfIt) {
  World world;
  Call call;
  call.output_is_broken = true;
  world.Add(call);
  EXPECT_EQ(EndpointOf(world, {}), nullptr);
  EXPECT_TRUE(world.IsClean()) << world.Dump().dump(2);
}

// C-I-07, C-K-05
TEST(Add, IsUndoneWhenTheEndpointDoesNotEndUpInTheNamespace) {
  World world;
  Call call;
  call.disturb = Before("HcnQueryEndpointProperties", 1, [&] {
    ChangeEndpoint(world, {}, [](json& endpoint) { endpoint.erase("HostComputeNamespace"); });
  });
  const auto outcome = world.Add(call);
  EXPECT_EQ(outcome.code(), 100) << outcome.output;
  EXPECT_THAT(outcome.message(), HasSubstr(std::string(kNetns)));
  EXPECT_TRUE(world.IsClean()) << world.Dump().dump(2);
}

TEST(Add, KeepsTheRecordOfAnEndpointThatItCannotTakeBack) {
  World world;
  Call call;
  call.disturb = [](std::string_view operation, Moment) {
    if (operation == "HcnModifyNamespace" || operation == "HcnDeleteEndpoint") {
      throw hcn::Error(operation, hcn::kRpcCallFailed);
    }
  };
  EXPECT_EQ(world.Add(call).code(), 11);
  EXPECT_EQ(world.Records().size(), 1U);
  EXPECT_NE(EndpointOf(world, {}), nullptr);
  EXPECT_EQ(world.Del().exit_code, 0);
  EXPECT_TRUE(world.IsClean()) << world.Dump().dump(2);
}

TEST(Add, MakesNothingWhenTheRecordCannotBeWritten) {
  World world;
  Call call;
  call.disturb = [](std::string_view operation, Moment moment) {
    if (operation == "FlushFolder" && moment == Moment::kBefore) {
      throw state::FileError("the disk is full");
    }
  };
  world.Add(Pod(7));
  const auto before = Snapshot::Of(world);
  const auto outcome = world.Add(call);
  EXPECT_EQ(outcome.code(), 5);
  EXPECT_THAT(outcome.message(), HasSubstr("the disk is full"));
  EXPECT_EQ(world.Endpoints(), before.host["endpoints"]);
  EXPECT_EQ(world.Records().size(), 1U);
}

// A host that gives endpoints ids of its own, whatever it was asked for.
class SelfWilledHcn final : public support::HookedHcnApi {
 public:
  explicit SelfWilledHcn(hcn::HcnApi& api) : HookedHcnApi(api, [](std::string_view, Moment) {}) {}

  hcn::HandleValue CreateEndpoint(hcn::HandleValue network, const hcn::Guid& /*id*/,
                                  std::string_view settings) override {
    json document = json::parse(settings);
    document.erase("ID");
    return HookedHcnApi::CreateEndpoint(network, hcn::Guid(), document.dump());
  }
};

TEST(Add, LeavesNoEndpointUnderAnIdThatHcnChose) {
  World world;
  SelfWilledHcn hcn(world.hcn());
  support::FakeProcessIo io;
  io.environment = {{"CNI_COMMAND", "ADD"},
                    {"CNI_CONTAINERID", "c1"},
                    {"CNI_NETNS", std::string(kNetns)},
                    {"CNI_IFNAME", "eth0"}};
  io.input = World::Conf().dump();
  EXPECT_EQ(plugin::Run(io, world.files(), [&hcn]() -> hcn::HcnApi& { return hcn; }), 1);
  EXPECT_EQ(world.Endpoints(), json::array());
  EXPECT_TRUE(world.IsClean()) << world.Dump().dump(2);
}

}  // namespace
}  // namespace plugin
