#include <gtest/gtest.h>

#include "hcn/simulator/make_api.h"

namespace hcn::simulator {
namespace {

TEST(HostFolder, IsTheOneOfTheEnvironmentOrTheUsualOne) {
  EXPECT_EQ(HostFolder("/srv/host"), "/srv/host");
  EXPECT_EQ(HostFolder(""), "/var/lib/hcn-simulator");
}

}  // namespace
}  // namespace hcn::simulator
