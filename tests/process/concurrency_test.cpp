#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <thread>

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

// A part of them has no address to get, and each sweep finds others at it.
TEST(Processes, HundredsOfAllKindsAtOnceComeToAnEndAndShareNoAddress) {
  Node node;
  std::vector<Call> calls;
  for (const char* verb : {"ADD", "ADD", "DEL", "CHECK", "STATUS"}) {
    for (Call& call : CallsOf(verb, 60)) calls.push_back(std::move(call));
  }
  for (Call& call : calls) {
    if (call.command == "CHECK") call.more_conf = {{"prevResult", {{"cniVersion", "1.1.0"}}}};
  }
  Call gc;
  gc.command = "GC";
  gc.more_conf["cni.dev/valid-attachments"] = nlohmann::json::array();
  for (const Call& call : CallsOf("ADD", 60)) {
    gc.more_conf["cni.dev/valid-attachments"].push_back(
        {{"containerID", call.container_id}, {"ifname", call.ifname}});
  }
  Call by_hand;
  by_hand.arguments = {"gc", "--apply", "--conflist", "CONF"};
  Call purge;
  purge.arguments = {"purge", "--conflist", "CONF"};
  for (int i = 0; i < 4; ++i) calls.insert(calls.end(), {gc, by_hand, purge});
  // However busy the machine is: what comes to no end is seen by who runs the tests.
  for (Call& call : calls) {
    for (const char* verb : {"add", "del", "check", "gc", "status"}) {
      call.more_conf["timeouts"][verb] = 600;
    }
  }

  const auto ends = node.RunAtOnce(calls);
  for (std::size_t i = 0; i < calls.size(); ++i) {
    EXPECT_FALSE(ends[i].was_killed);
    const bool may_fail =
        calls[i].command == "ADD" || calls[i].command == "CHECK" || !calls[i].arguments.empty();
    EXPECT_TRUE(ends[i].exit_code == 0 || may_fail) << calls[i].command << ends[i].output;
    if (calls[i].command == "ADD" && calls[i].arguments.empty() && ends[i].exit_code != 0) {
      EXPECT_EQ(ends[i].code(), 101) << ends[i].output;
    }
  }
  std::set<std::string> addresses;
  for (const std::string& name : node.Records()) {
    EXPECT_TRUE(addresses.insert(name.substr(0, name.find('~'))).second) << name;
  }
  EXPECT_EQ(node.Records().size(), node.CountEndpoints());
  EXPECT_EQ(CountSuccesses(node.RunAtOnce(CallsOf("DEL", 60))), 60U);
  EXPECT_TRUE(node.IsClean()) << node.Dump().dump(2);
}

// Nobody has to clear away what a process left that was killed while it held a lock.
TEST(Processes, WaitForALockNoLongerThanTheyMayAndItGoesWithItsHolder) {
  Node node;
  Call holder;
  holder.faults = "HcnCreateEndpoint=hang";
  Child hanging = node.Start(holder);
  while (node.Records().empty()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  Call impatient;
  impatient.more_conf = {{"timeouts", {{"add", 1}, {"del", 1}}}};
  for (const char* verb : {"ADD", "DEL"}) {
    impatient.command = verb;
    const End end = node.Run(impatient);
    EXPECT_EQ(end.code(), 11) << verb << end.output;
  }
  hanging.Kill();
  EXPECT_TRUE(hanging.Wait().was_killed);
  Call del;
  del.command = "DEL";
  EXPECT_EQ(node.Run(del).exit_code, 0);
  EXPECT_TRUE(node.IsClean()) << node.Dump().dump(2);
}

}  // namespace
}  // namespace process
