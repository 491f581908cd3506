#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "plugin/identity.h"
#include "tests/support/absolute.h"
#include "tests/support/world.h"

namespace cli {

using nlohmann::json;
using support::Call;
using support::Outcome;
using support::World;

inline constexpr const char* kDeadNetns = "11111111-2222-4333-8444-555555555555";
inline constexpr const char* kLiveNetns = "22222222-2222-4333-8444-555555555555";

inline hcn::Guid IdOf(const std::string& container) {
  return plugin::Identity::Of("", "overlay", container, "eth0").endpoint_id;
}

// A node with one pod that is live and one whose namespace is gone.
class GcCommand : public testing::Test {
 protected:
  GcCommand() {
    for (const char* netns : {kDeadNetns, kLiveNetns}) world_.MakeNamespace(netns);
    EXPECT_EQ(world_.Add({.container_id = "dead", .netns = kDeadNetns}).exit_code, 0);
    EXPECT_EQ(world_.Add({.container_id = "live", .netns = kLiveNetns}).exit_code, 0);
    world_.DeleteNamespace(kDeadNetns);
  }

  Outcome Gc(std::vector<std::string> arguments = {}, const Call& call = {}) {
    arguments.insert(arguments.begin(), "gc");
    return world_.Tool(arguments, call);
  }
  void Put(const std::string& file, std::string_view content) {
    world_.files().Write(file, content);
  }
  void LoseRecordOf(const std::string& container) {
    for (const std::string& name : world_.Records()) {
      if (name.find(IdOf(container).ToString()) == std::string::npos) continue;
      world_.files().Remove(World::StateDir() / "records" / name);
    }
  }
  bool IsThere(const std::string& container) {
    return world_.Dump().dump().find(IdOf(container).ToString()) != std::string::npos;
  }
  void ExpectNothingChanged(const json& before) {
    EXPECT_EQ(world_.Dump(), before);
    EXPECT_THAT(world_.Records(), testing::SizeIs(2));
  }

  World world_;
};

}  // namespace cli
