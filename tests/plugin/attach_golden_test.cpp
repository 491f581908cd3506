#include <gtest/gtest.h>

#include "tests/plugin/golden.h"
#include "tests/plugin/node.h"

// What ADD sends to HCN, to the byte.
namespace plugin {
namespace {

using nlohmann::json;

class GoldenAdd : public testing::Test {
 protected:
  void ExpectGolden(const std::string& function, const std::string& file_name) const {
    EXPECT_EQ(add_.DocumentOf(function), Golden(file_name)) << file_name;
  }

  HcnCalls add_{ConfWith(R"({
      "network": {"id": "b95d0c5b-1f1b-4b8e-8f43-3a5f7d8f2c11", "name": "overlay"},
      "dns": {"nameservers": ["10.96.0.10"], "domain": "cluster.local",
              "search": ["svc.cluster.local", "cluster.local"], "options": ["ndots:5"]},
      "runtimeConfig": {"mac": "00:15:5d:0a:c8:2a"}})"),
                "K8S_POD_NAMESPACE=shop;K8S_POD_NAME=web-1"};
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
  EXPECT_EQ(add_.IdOf("HcnCreateNetwork"), "b95d0c5b-1f1b-4b8e-8f43-3a5f7d8f2c11");
  EXPECT_EQ(add_.IdOf("HcnCreateNamespace"), kNetns);
  EXPECT_EQ(add_.IdOf("HcnCreateEndpoint"),
            json::parse(add_.DocumentOf("HcnModifyNamespace"))["Settings"]["EndpointId"]);
}

TEST_F(GoldenAdd, AsksEveryQuestionInTheV2Form) {
  unsigned queries = 0;
  for (const json& call : add_.calls()) {
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
