#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/process/node.h"

namespace process {
namespace {

Call Ensure(const std::string& owner, const std::string& slice) {
  Call call;
  call.more_conf = {{"network", {{"owner", owner}}}, {"slice", slice}};
  call.arguments = {"network", "ensure", owner, "--json", "--conflist", "CONF"};
  return call;
}

TEST(Networks, OfOneOwnerEnsuredByThirtyTwoAtOnceAreOne) {
  Node node;
  const auto ends = node.RunAtOnce(std::vector<Call>(32, Ensure("base", "10.200.42.0/24")));
  for (const End& end : ends) EXPECT_EQ(end.exit_code, 0) << end.output;
  EXPECT_EQ(node.Dump()["networks"].size(), 1U);
  EXPECT_EQ(node.Networks().size(), 1U);
  EXPECT_EQ(node.Networks()[0]["id"], node.Dump()["networks"][0]["ID"]);
}

TEST(Networks, OfThirtyTwoOwnersEnsuredAtOnceAreThirtyTwoOnRecord) {
  Node node;
  std::vector<Call> calls;
  for (int i = 0; i < 32; ++i) {
    calls.push_back(
        Ensure("service:s" + std::to_string(i), "10.201." + std::to_string(i) + ".0/24"));
  }
  for (const End& end : node.RunAtOnce(calls)) EXPECT_EQ(end.exit_code, 0) << end.output;
  EXPECT_EQ(node.Dump()["networks"].size(), 32U);
  std::set<std::string> owners;
  std::set<int> ports;
  for (const auto& entry : node.Networks()) {
    owners.insert(entry["owner"]);
    ports.insert(entry["wg_port"].get<int>());
  }
  EXPECT_EQ(owners.size(), 32U);
  EXPECT_EQ(ports.size(), 32U);
}

}  // namespace
}  // namespace process
