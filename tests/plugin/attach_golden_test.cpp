#include <gtest/gtest.h>

#include <fstream>

#include "hcn/simulator/make_api.h"
#include "plugin/dispatch.h"
#include "tests/plugin/node.h"
#include "tests/support/fake_process_io.h"
#include "tests/support/memory_file_system.h"
#include "tests/support/temporary_folder.h"

// What ADD sends to HCN, to the byte, as the simulator's log has it. A golden file is laid out for
// people, with its members in the order in which they are sent.
namespace plugin {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

class GoldenAdd : public testing::Test {
 protected:
  void SetUp() override {
    const auto log = folder_.path() / "calls.log";
    const auto hcn = hcn::simulator::MakeApi(folder_.path() / "host", "", log.string());
    support::FakeProcessIo io;
    io.environment = {{"CNI_COMMAND", "ADD"},
                      {"CNI_CONTAINERID", "4bf1c9"},
                      {"CNI_NETNS", std::string(kNetns)},
                      {"CNI_IFNAME", "eth0"},
                      {"CNI_ARGS", "K8S_POD_NAMESPACE=shop;K8S_POD_NAME=web-1"}};
    io.input = ConfWith(R"({
        "network": {"id": "b95d0c5b-1f1b-4b8e-8f43-3a5f7d8f2c11", "name": "overlay"},
        "dns": {"nameservers": ["10.96.0.10"], "domain": "cluster.local",
                "search": ["svc.cluster.local", "cluster.local"], "options": ["ndots:5"]},
        "runtimeConfig": {"mac": "00:15:5d:0a:c8:2a"}})")
                   .dump();
    ASSERT_EQ(plugin::Run(io, files_, [&hcn]() -> hcn::HcnApi& { return *hcn; }), 0) << io.output;
    std::ifstream lines(log);
    for (std::string line; std::getline(lines, line);) calls_.push_back(json::parse(line));
  }

  // The only call of this function.
  [[nodiscard]] json CallOf(const std::string& function) const {
    json found;
    for (const json& call : calls_) {
      if (call.at("function") != function) continue;
      EXPECT_TRUE(found.is_null()) << function << " was called twice";
      found = call;
    }
    return found;
  }
  [[nodiscard]] std::string DocumentOf(const std::string& function) const {
    return CallOf(function).value("document", "");
  }
  [[nodiscard]] std::string IdOf(const std::string& function) const {
    return CallOf(function).value("id", "");
  }

  void ExpectGolden(const std::string& function, const std::string& file_name) const {
    std::ifstream file(std::string(PLUGIN_GOLDEN_DIR) + "/" + file_name);
    ASSERT_TRUE(file) << "no golden file " << file_name;
    EXPECT_EQ(DocumentOf(function), ordered_json::parse(file).dump()) << file_name;
  }

  support::TemporaryFolder folder_;
  support::MemoryDisk disk_;
  support::MemoryFileSystem files_{disk_};
  std::vector<json> calls_;
};

TEST_F(GoldenAdd, MakesTheNetwork) { ExpectGolden("HcnCreateNetwork", "network_create.json"); }

TEST_F(GoldenAdd, MakesTheNamespace) {
  ExpectGolden("HcnCreateNamespace", "namespace_create.json");
}

TEST_F(GoldenAdd, MakesTheEndpointWithEveryClusterPolicy) {
  ExpectGolden("HcnCreateEndpoint", "endpoint_create.json");
}

// C-I-01
TEST_F(GoldenAdd, PutsTheEndpointIntoTheNamespace) {
  ExpectGolden("HcnModifyNamespace", "namespace_add_endpoint.json");
}

TEST_F(GoldenAdd, GivesTheIdsBesideTheDocuments) {
  EXPECT_EQ(IdOf("HcnCreateNetwork"), "b95d0c5b-1f1b-4b8e-8f43-3a5f7d8f2c11");
  EXPECT_EQ(IdOf("HcnCreateNamespace"), kNetns);
  EXPECT_EQ(IdOf("HcnCreateEndpoint"),
            json::parse(DocumentOf("HcnModifyNamespace"))["Settings"]["EndpointId"]);
}

TEST_F(GoldenAdd, AsksEveryQuestionInTheV2Form) {
  unsigned queries = 0;
  for (const json& call : calls_) {
    const std::string function = call.at("function");
    if (!function.starts_with("HcnQuery") && !function.starts_with("HcnEnumerate")) continue;
    ++queries;
    EXPECT_EQ(json::parse(call.at("document").get<std::string>())["SchemaVersion"],
              json({{"Major", 2}, {"Minor", 0}}))
        << call;
  }
  EXPECT_GE(queries, 2U);
}

}  // namespace
}  // namespace plugin
