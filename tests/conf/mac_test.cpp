#include "conf/mac.h"

#include <gtest/gtest.h>

namespace conf {
namespace {

// C-F-12
TEST(Mac, IsWrittenAsHcnDoes) {
  EXPECT_EQ(ParseMac("00:15:5d:aa:bb:0f"), "00-15-5D-AA-BB-0F");
  EXPECT_EQ(ParseMac("00-15-5D-aa-Bb-0F"), "00-15-5D-AA-BB-0F");
  EXPECT_EQ(ParseMacPrefix("0e:2a"), "0E-2A");
}

TEST(Mac, IsRefusedWhenItIsNone) {
  for (const std::string_view text :
       {"", "00:15:5d:aa:bb", "00:15:5d:aa:bb:0f:11", "00155daabb0f", "00:15:5d:aa:bb:0g",
        "00:15-5d:aa:bb:0f", "00.15.5d.aa.bb.0f", "0:15:5d:aa:bb:0ff", "00:15:5d:aa:bb:0f ",
        " 0:15:5d:aa:bb:0f", "00:15:5d"}) {
    EXPECT_EQ(ParseMac(text), std::nullopt) << text;
  }
  for (const std::string_view text :
       {"", "00", "00:15:5d", "00:15:5d:aa", "00-1g", "00.15", "0015"}) {
    EXPECT_EQ(ParseMacPrefix(text), std::nullopt) << text;
  }
}

TEST(Mac, IsNoGroupAddress) {
  EXPECT_EQ(ParseMac("01:00:5e:00:00:01"), std::nullopt);
  EXPECT_EQ(ParseMac("ff:ff:ff:ff:ff:ff"), std::nullopt);
  EXPECT_EQ(ParseMacPrefix("0B-00"), std::nullopt);
  EXPECT_EQ(ParseMacPrefix("0A-00"), "0A-00");
}

}  // namespace
}  // namespace conf
