#include "conf/spec_version.h"

#include <gtest/gtest.h>

namespace conf {
namespace {

// C-E-01
TEST(SpecVersion, KnowsAllSevenAndWritesThemAsTheyAreRead) {
  for (const std::string_view text : kSupportedVersions) {
    const auto version = ParseSpecVersion(text);
    ASSERT_TRUE(version) << text;
    EXPECT_EQ(ToString(*version), text);
  }
  EXPECT_EQ(SupportedVersionsText(), "0.1.0, 0.2.0, 0.3.0, 0.3.1, 0.4.0, 1.0.0, 1.1.0");
}

TEST(SpecVersion, AreOrderedByAge) {
  EXPECT_LT(ParseSpecVersion("0.3.1"), ParseSpecVersion("0.4.0"));
  EXPECT_LT(SpecVersion::k040, SpecVersion::k100);
  EXPECT_EQ(ToString(kNewestVersion), "1.1.0");
}

// C-E-02
TEST(SpecVersion, IsMatchedExactly) {
  for (const std::string_view text :
       {"", "1.1", "v1.1.0", "1.1.0 ", " 1.1.0", "01.1.0", "1.1.0-rc1", "0.5.0", "1.2.0", "2.0.0",
        "abc", "1.1.0.0", "1.1.0\n"}) {
    EXPECT_EQ(ParseSpecVersion(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace conf
