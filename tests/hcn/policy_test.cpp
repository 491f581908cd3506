#include "hcn/policy.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace hcn {
namespace {

using nlohmann::json;

TEST(Policy, OfOutBoundNatListsItsExceptions) {
  const Policy policy = OutBoundNat({"10.200.0.0/16", "10.96.0.0/12"});
  EXPECT_EQ(policy.type, "OutBoundNAT");
  EXPECT_EQ(policy.settings, json::parse(R"({"Exceptions":["10.200.0.0/16","10.96.0.0/12"]})"));
}

TEST(Policy, OfOutBoundNatLeavesOutWhatIsEmpty) {
  EXPECT_EQ(OutBoundNat({}).settings, json::object());
  EXPECT_EQ(OutBoundNat({}, 2).settings, json::parse(R"({"Flags":2})"));
}

TEST(Policy, OfSdnRouteSaysWhetherItEncapsulates) {
  EXPECT_EQ(SdnRoute("10.96.0.0/12", NeedEncap::kYes).settings,
            json::parse(R"({"DestinationPrefix":"10.96.0.0/12","NeedEncap":true})"));
  EXPECT_EQ(SdnRoute("10.96.0.0/12", NeedEncap::kNo).settings.at("NeedEncap"), false);
}

TEST(Policy, OfAnAclHoldsItsAddressesInOneText) {
  const Policy policy = AllowIn({"10.200.0.0/16", "fd00::/48"}, 100);
  EXPECT_EQ(policy.type, "ACL");
  EXPECT_EQ(policy.settings, json::parse(R"({"Action":"Allow","Direction":"In","Priority":100,
      "RemoteAddresses":"10.200.0.0/16,fd00::/48","RuleType":"Switch"})"));
}

TEST(Policy, OfAnAclNeverSendsAnEmptyText) {
  EXPECT_FALSE(AllowIn({}, 100).settings.contains("RemoteAddresses"));
}

TEST(Policy, OfTheAdapterNamesIt) {
  EXPECT_EQ(NetAdapterName("vEthernet \"1\"").settings,
            json({{"NetworkAdapterName", "vEthernet \"1\""}}));
}

}  // namespace
}  // namespace hcn
