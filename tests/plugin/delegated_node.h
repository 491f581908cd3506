#pragma once

#include <gtest/gtest.h>

#include <string>

#include "tests/plugin/node.h"
#include "tests/support/fake_ipam.h"

namespace plugin {

[[nodiscard]] inline nlohmann::json DelegatingConf() {
  return ConfWith(R"({"slice": null, "ipam": {"type": "fake-local", "subnet": "10.77.0.0/24"}})");
}

class DelegatedIpamTest : public testing::Test {
 protected:
  DelegatedIpamTest() {
    // The network is there before the pods are: with an IPAM plugin nobody knows its subnets.
    const support::Call maker = CallWith(R"({"slice": "10.77.0.0/24"})");
    EXPECT_EQ(world_.Add(maker).exit_code, 0);
    EXPECT_EQ(world_.Del(maker).exit_code, 0);
    world_.AddIpam("fake-local", ipam_);
    call_.conf = DelegatingConf();
  }

  [[nodiscard]] support::Call CallOf(const std::string& container_id) const {
    support::Call call = call_;
    call.container_id = container_id;
    return call;
  }
  // Nothing of a pod is left, here or there.
  void ExpectEmpty() {
    EXPECT_TRUE(world_.IsClean());
    EXPECT_TRUE(ipam_.leases().empty());
  }

  support::World world_;
  support::FakeIpam ipam_;
  support::Call call_;
};

}  // namespace plugin
