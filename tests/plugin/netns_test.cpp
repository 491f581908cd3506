#include "plugin/netns.h"

#include <gtest/gtest.h>

#include "tests/support/world.h"

namespace plugin {
namespace {

constexpr std::string_view kGuid = "0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11";

// C-C-06
TEST(Netns, IsAGuidInAnyOfItsForms) {
  for (const char* netns :
       {"0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11", "0D5E5A3F-6A51-4C2F-9A4C-3A1D6E0B7C11",
        "{0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11}", "{0D5E5A3F-6a51-4C2F-9a4c-3A1D6E0B7C11}",
        "C:\\cni\\0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11",
        "C:/cni/0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11",
        "C:\\cni/mixed\\0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11",
        "/home/me/0D5E5A3F-6A51-4C2F-9A4C-3A1D6E0B7C11",
        "/home/me/{0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11}",
        "\\\\.\\pipe\\0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11",
        "./0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11"}) {
    const auto guid = NamespaceOf(netns);
    ASSERT_TRUE(guid) << netns;
    EXPECT_EQ(guid->ToString(), kGuid) << netns;
  }
}

// C-C-06
TEST(Netns, IsNothingElse) {
  for (const char* netns :
       {"", "none", "0d5e5a3f", "0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c1",
        "0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11 ", " 0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11",
        "{0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11", "0d5e5a3f6a514c2f9a4c3a1d6e0b7c11",
        "{{0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11}}", "container:abc", "a/b", "C:\\cni\\ns",
        "0g5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11", "./a"}) {
    EXPECT_FALSE(NamespaceOf(netns)) << netns;
  }
}

TEST(Netns, IsNeverTheNilGuid) {
  for (const char* netns :
       {"00000000-0000-0000-0000-000000000000", "{00000000-0000-0000-0000-000000000000}",
        "/var/run/netns/00000000-0000-0000-0000-000000000000"}) {
    EXPECT_FALSE(NamespaceOf(netns)) << netns;
  }
}

// C-F-08
TEST(Netns, ComesBackVerbatimAsTheSandboxOfTheResult) {
  support::World world;
  for (const char* netns : {"{0D5E5A3F-6A51-4C2F-9A4C-3A1D6E0B7C11}",
                            "/var/run/netns/1d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11"}) {
    const auto outcome = world.Add({.container_id = netns[0] == '/' ? "c1" : "c2", .netns = netns});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.output;
    EXPECT_EQ(outcome.document()["interfaces"][0]["sandbox"], netns);
  }
}

}  // namespace
}  // namespace plugin
