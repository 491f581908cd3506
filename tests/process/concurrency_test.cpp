#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/process/node.h"

namespace process {
namespace {

std::vector<Call> CallsOf(const std::string& command, std::size_t count) {
  std::vector<Call> calls(count);
  for (std::size_t i = 0; i < count; ++i) {
    calls[i].command = command;
    calls[i].container_id = "pod-" + std::to_string(i);
    calls[i].netns = "a7b1c2d3-0000-4000-8000-000000000" + std::to_string(100 + i);
  }
  return calls;
}

std::size_t CountSuccesses(const std::vector<End>& ends) {
  return static_cast<std::size_t>(std::ranges::count(ends, 0, &End::exit_code));
}

// C-S-01
TEST(Processes, SixtyFourAtOnceGetSixtyFourAddressesAndGiveThemBack) {
  Node node;
  const auto adds = node.RunAtOnce(CallsOf("ADD", 64));
  std::set<std::string> addresses;
  for (const End& end : adds) {
    ASSERT_EQ(end.exit_code, 0) << end.output;
    addresses.insert(nlohmann::json::parse(end.output)["ips"][0]["address"]);
  }
  EXPECT_EQ(addresses.size(), 64U);
  EXPECT_EQ(node.CountEndpoints(), 64U);
  EXPECT_EQ(node.Records().size(), 64U);
  EXPECT_EQ(node.Dump()["networks"].size(), 1U);

  for (const End& end : node.RunAtOnce(CallsOf("DEL", 64))) {
    EXPECT_EQ(end.exit_code, 0) << end.output;
    EXPECT_EQ(end.output, "");
  }
  EXPECT_TRUE(node.IsClean()) << node.Dump().dump(2);
}

TEST(Processes, OfTwoAddsOfOneAttachmentOneSucceeds) {
  for (int round = 0; round < 8; ++round) {
    Node node;
    const auto ends = node.RunAtOnce({Call(), Call()});
    EXPECT_EQ(CountSuccesses(ends), 1U);
    EXPECT_EQ(ends[ends[0].exit_code == 0 ? 1 : 0].code(), 101);
    EXPECT_EQ(node.CountEndpoints(), 1U);
    EXPECT_EQ(node.Records().size(), 1U);
  }
}

// As containerd does where it has more than one configuration.
// C-S-02
TEST(Processes, OfOneContainerOnTwoNetworksBothSucceed) {
  Node node;
  Call base;
  Call other;
  other.ifname = "eth1";
  other.more_conf = {
      {"name", "other"}, {"slice", "10.200.43.0/24"}, {"network", {{"owner", "iso:other"}}}};
  for (const char* verb : {"ADD", "DEL"}) {
    base.command = other.command = verb;
    EXPECT_EQ(CountSuccesses(node.RunAtOnce({base, other})), 2U) << verb;
    EXPECT_EQ(node.CountEndpoints(), std::string_view(verb) == "ADD" ? 2U : 0U);
  }
  EXPECT_TRUE(node.IsClean()) << node.Dump().dump(2);
}

TEST(Processes, OfMoreThanTheSliceHoldsTheRestIsToldToComeAgain) {
  Node node;
  auto calls = CallsOf("ADD", 20);
  for (Call& call : calls) call.more_conf = {{"slice", "10.200.42.0/28"}};
  const auto ends = node.RunAtOnce(calls);
  EXPECT_EQ(CountSuccesses(ends), 13U);
  for (const End& end : ends) {
    EXPECT_EQ(end.code(), end.exit_code == 0 ? -1 : 11) << end.output;
  }
  EXPECT_EQ(node.Records().size(), 13U);
  EXPECT_EQ(CountSuccesses(node.RunAtOnce(CallsOf("DEL", 20))), 20U);
  EXPECT_TRUE(node.IsClean()) << node.Dump().dump(2);
}

}  // namespace
}  // namespace process
