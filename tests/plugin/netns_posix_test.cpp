#include <gtest/gtest.h>

#include "plugin/netns.h"
#include "tests/support/world.h"

namespace plugin {
namespace {

TEST(Netns, StandsForAGuidOfItsOwnWhereItIsAnotherAbsolutePath) {
  const auto one = NamespaceOf("/var/run/netns/cni-1");
  ASSERT_TRUE(one);
  EXPECT_EQ(one, NamespaceOf("/var/run/netns/cni-1"));
  EXPECT_NE(one, NamespaceOf("/var/run/netns/cni-2"));
  EXPECT_NE(one, NamespaceOf("/proc/cni-1"));
  EXPECT_FALSE(one->IsNil());
}

TEST(Netns, ComesBackVerbatimWhereItIsAnotherAbsolutePath) {
  support::World world;
  const auto outcome = world.Add({.netns = "/var/run/netns/cni-1"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_EQ(outcome.document()["interfaces"][0]["sandbox"], "/var/run/netns/cni-1");
}

}  // namespace
}  // namespace plugin
