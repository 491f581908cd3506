#include <gtest/gtest.h>

#include "tests/support/world.h"

namespace plugin {
namespace {

using support::World;

TEST(Add, GivesThePodAnAddressOfTheSlice) {
  World world;
  const auto outcome = world.Add();
  ASSERT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_EQ(outcome.document()["ips"][0]["address"], "10.200.42.2/24");
}

TEST(Del, LeavesNothing) {
  World world;
  world.Add();
  const auto outcome = world.Del();
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_EQ(outcome.output, "");
  EXPECT_TRUE(world.IsClean()) << world.Dump().dump(2);
}

}  // namespace
}  // namespace plugin
