#include <gtest/gtest.h>

#include "conf/net_conf.h"
#include "tests/conf/expect_error.h"

namespace conf {
namespace {

std::string SubnetsOf(std::string_view content) {
  std::string text;
  for (const ipam::Slice& slice : ParseSliceFile(content, "/run/flannel/subnet.env")) {
    text += slice.subnet().ToString() + " ";
  }
  return text;
}

TEST(SliceFile, MayBeFlannels) {
  EXPECT_EQ(SubnetsOf("FLANNEL_NETWORK=10.244.0.0/16\n"
                      "FLANNEL_SUBNET=10.244.3.1/24\n"
                      "FLANNEL_MTU=1450\nFLANNEL_IPMASQ=true\n"),
            "10.244.3.0/24 ");
}

TEST(SliceFile, KeepsFlannelsGateway) {
  const auto slices = ParseSliceFile("FLANNEL_SUBNET=10.244.3.1/24", "/f");
  EXPECT_EQ(slices.at(0).gateway().ToString(), "10.244.3.1");
}

TEST(SliceFile, MayHoldBothFamilies) {
  EXPECT_EQ(SubnetsOf("FLANNEL_IPV6_SUBNET=fd00:244:3::1/64\nFLANNEL_SUBNET=10.244.3.1/24\n"),
            "10.244.3.0/24 fd00:244:3::/64 ");
}

TEST(SliceFile, IsReadWithCommentsBlankLinesAndAnyLineEnds) {
  EXPECT_EQ(SubnetsOf("\r\n# FLANNEL_SUBNET=1.2.3.4/8\r\nnonsense\r\n  FLANNEL_SUBNET= 10.0.3.1/24 "
                      "\r\nFLANNEL_SUBNET_OLD=9.9.9.9/8\r\n=\r\n"),
            "10.0.3.0/24 ");
  EXPECT_EQ(SubnetsOf("\xEF\xBB\xBF"
                      "FLANNEL_SUBNET=10.0.3.1/24"),
            "10.0.3.0/24 ");
}

TEST(SliceFile, LetsTheLastLineWin) {
  EXPECT_EQ(SubnetsOf("FLANNEL_SUBNET=10.0.3.1/24\nFLANNEL_SUBNET=10.0.4.1/24\n"), "10.0.4.0/24 ");
}

TEST(SliceFile, MayBeJson) {
  EXPECT_EQ(SubnetsOf(R"( {"node": 3, "slice_cidr": "10.200.42.0/28"} )"), "10.200.42.0/28 ");
  EXPECT_EQ(SubnetsOf("\xEF\xBB\xBF{\"slice_cidr\":\"10.200.42.1/28\"}"), "10.200.42.0/28 ");
}

TEST(SliceFile, IsNamedWhenItHoldsNothingUsable) {
  for (const std::string_view content :
       {"", " \n", "FLANNEL_MTU=1450", "FLANNEL_SUBNET=", "{", "{}", "{\"slice_cidr\":5}",
        "{\"slice_cidr\":\"\"}", "{\"slice_cidr\":null}", "[\"10.0.0.0/24\"]"}) {
    EXPECT_THAT(ErrorOf([&] { return SubnetsOf(content); }),
                Is(Problem::kInvalid, "sliceFile /run/flannel/subnet.env holds neither"))
        << content;
  }
}

TEST(SliceFile, IsNamedWhenWhatItHoldsIsNoSlice) {
  for (const std::string_view content :
       {"FLANNEL_SUBNET=10.0.3.1", "FLANNEL_SUBNET=x", "FLANNEL_SUBNET=10.0.3.1/32",
        "{\"slice_cidr\":\"10.0.0.0\"}", "FLANNEL_SUBNET=10.0.3.1/24\nFLANNEL_IPV6_SUBNET=\xFF"}) {
    EXPECT_THAT(ErrorOf([&] { return SubnetsOf(content); }),
                Is(Problem::kInvalid, "sliceFile /run/flannel/subnet.env: "))
        << content;
  }
}

// C-F-05
TEST(SliceFile, IsNotIpv6Alone) {
  EXPECT_THAT(ErrorOf([&] { return SubnetsOf("FLANNEL_IPV6_SUBNET=fd00::1/64"); }),
              Is(Problem::kInvalid, "subnet.env must hold an IPv4 subnet"));
}

}  // namespace
}  // namespace conf
