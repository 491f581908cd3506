#include "hcn/host_feature.h"

#include <gtest/gtest.h>

#include <vector>

namespace hcn {
namespace {

HostComputeEndpoint With(const char* type) {
  HostComputeEndpoint endpoint;
  endpoint.policies.push_back({type, nlohmann::json::object()});
  return endpoint;
}

bool Has(const HostComputeEndpoint& endpoint, std::uint32_t major, std::uint32_t minor) {
  return !WhyTooOld(endpoint, {major, minor}).has_value();
}

TEST(HnsVersion, IsInEveryObjectOfTheV1Form) {
  EXPECT_EQ(ReadHnsVersion(R"({"ID":"x","Version":38654705666})"), (HnsVersion{9, 2}));
  EXPECT_EQ(ReadHnsVersion(R"({"Version":64424509440})"), (HnsVersion{15, 0}));
  for (const char* none : {"", "{}", "[]", R"({"Version":0})", R"({"Version":"15"})"}) {
    EXPECT_EQ(ReadHnsVersion(none), std::nullopt) << none;
  }
}

// Minor versions reach older major ones by updates.
TEST(HostFeature, IsThereInSomeMinorVersionsOfOlderMajorOnes) {
  const auto proxy = With("L4Proxy");
  for (const auto& [major, minor] : std::vector<std::pair<unsigned, unsigned>>{
           {9, 5}, {10, 5}, {11, 11}, {12, 1}, {13, 1}, {16, 0}}) {
    EXPECT_TRUE(Has(proxy, major, minor)) << major << "." << minor;
    if (minor > 0) {
      EXPECT_FALSE(Has(proxy, major, minor - 1)) << major << "." << minor - 1;
    }
  }
  EXPECT_TRUE(Has(proxy, 9, 99));
  EXPECT_FALSE(Has(proxy, 8, 99));
}

TEST(HostFeature, IsThereFromItsVersionOn) {
  EXPECT_FALSE(Has(With("L4WFPPROXY"), 13, 1));
  EXPECT_TRUE(Has(With("L4WFPPROXY"), 13, 2));
  EXPECT_FALSE(Has(With("TierAcl"), 13, 99));
  EXPECT_TRUE(Has(With("TierAcl"), 14, 0));
  auto acl = With("ACL");
  EXPECT_TRUE(Has(acl, 9, 2));
  acl.policies[0].settings["Protocols"] = "252";
  EXPECT_FALSE(Has(acl, 10, 9));
  EXPECT_TRUE(Has(acl, 11, 0));
}

TEST(HostFeature, OfTwoFamiliesNeedsNewerHosts) {
  HostComputeEndpoint endpoint;
  endpoint.ip_configurations = {{"10.0.0.2", 24}};
  EXPECT_FALSE(NeedsHostFeature(endpoint));
  endpoint.ip_configurations.push_back({"fd00::2", 64});
  EXPECT_TRUE(NeedsHostFeature(endpoint));
  EXPECT_EQ(WhyTooOld(endpoint, {11, 9}),
            "an endpoint with an IPv4 and an IPv6 address needs HNS 11.10 or newer");
  EXPECT_TRUE(Has(endpoint, 11, 10));
}

TEST(HostFeature, IsNotNeededByWhatEveryHostHas) {
  for (const char* type : {"PortMapping", "ACL", "QOS", "OutBoundNAT", "SDNRoute"}) {
    EXPECT_FALSE(NeedsHostFeature(With(type))) << type;
  }
}

}  // namespace
}  // namespace hcn
