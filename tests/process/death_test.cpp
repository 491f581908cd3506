#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/process/node.h"

namespace process {
namespace {

Call CallWith(const std::string& command, const std::string& faults) {
  Call call;
  call.command = command;
  call.faults = faults;
  return call;
}

// One second, which is the shortest there is.
Call ImpatientCallWith(const std::string& command, const std::string& faults) {
  Call call = CallWith(command, faults);
  call.more_conf = {{"timeouts", {{"add", 1}, {"del", 1}}}};
  return call;
}

void ExpectThatDelLeavesNothing(Node& node) {
  const End end = node.Run(CallWith("DEL", ""));
  EXPECT_EQ(end.exit_code, 0) << end.output;
  EXPECT_EQ(end.output, "");
  EXPECT_TRUE(node.IsClean()) << node.Dump().dump(2);
}

// A kill between the writing of a temporary record and its renaming leaves a file that only GC
// takes away: DEL knows no name for it.
void ExpectThatDelAndThenGcLeaveNothing(Node& node) {
  const End del = node.Run(CallWith("DEL", ""));
  EXPECT_EQ(del.exit_code, 0) << del.output;
  EXPECT_EQ(node.CountEndpoints(), 0U) << node.Dump().dump(2);
  EXPECT_EQ(node.CountNamespaces(), 0U) << node.Dump().dump(2);
  EXPECT_THAT(node.Records(), testing::Each(testing::HasSubstr(".json.tmp-")));
  Call gc = CallWith("GC", "");
  gc.more_conf = {{"cni.dev/valid-attachments", nlohmann::json::array()}};
  const End end = node.Run(gc);
  EXPECT_EQ(end.exit_code, 0) << end.output;
  EXPECT_THAT(node.Records(), testing::IsEmpty());
}

void ExpectThatItGaveUp(const End& end) {
  EXPECT_EQ(end.exit_code, 1);
  EXPECT_EQ(end.code(), 11) << end.output;
}

// "HcnCreateEndpoint", "HcnCreateEndpoint@after"
class KilledIn : public testing::TestWithParam<std::string> {};

std::string NameOf(const testing::TestParamInfo<std::string>& info) {
  const auto at = info.param.find('@');
  return at == std::string::npos ? info.param : info.param.substr(0, at) + "_after";
}

std::vector<std::string> BeforeAndAfter(const std::vector<std::string>& functions) {
  std::vector<std::string> all;
  for (const std::string& function : functions) {
    all.push_back(function);
    all.push_back(function + "@after");
  }
  return all;
}

class AddKilledIn : public KilledIn {};
class DelKilledIn : public KilledIn {};

// The namespace is not there, so that opening it takes no effect.
INSTANTIATE_TEST_SUITE_P(Open, AddKilledIn, testing::Values("HcnOpenNamespace"), NameOf);
INSTANTIATE_TEST_SUITE_P(
    Each, AddKilledIn,
    testing::ValuesIn(BeforeAndAfter({"HcnEnumerateNetworks", "HcnCreateNetwork",
                                      "HcnQueryNetworkProperties", "HcnCreateNamespace",
                                      "HcnCreateEndpoint", "HcnModifyNamespace",
                                      "HcnQueryEndpointProperties"})),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Each, DelKilledIn,
    testing::ValuesIn(BeforeAndAfter({"HcnOpenNamespace", "HcnModifyNamespace", "HcnDeleteEndpoint",
                                      "HcnQueryNamespaceProperties", "HcnDeleteNamespace"})),
    NameOf);

// C-A-13, C-I-05, C-S-05, L-23
TEST_P(AddKilledIn, IsSettledByDel) {
  Node node;
  const End end = node.Run(CallWith("ADD", GetParam() + "=kill"));
  EXPECT_TRUE(end.was_killed);
  EXPECT_EQ(end.output, "");
  ExpectThatDelLeavesNothing(node);
}

// C-S-05
TEST_P(DelKilledIn, IsSettledByTheNextOne) {
  Node node;
  ASSERT_EQ(node.Run(Call()).exit_code, 0);
  const End end = node.Run(CallWith("DEL", GetParam() + "=kill"));
  EXPECT_TRUE(end.was_killed);
  EXPECT_EQ(end.output, "");
  ExpectThatDelLeavesNothing(node);
}

// C-S-06
TEST(Deadline, EndsAnAddWhoseCallNeverReturns) {
  Node node;
  ExpectThatItGaveUp(node.Run(ImpatientCallWith("ADD", "HcnCreateEndpoint=hang")));
  ExpectThatDelLeavesNothing(node);
}

// The endpoint is there and nobody was told.
TEST(Deadline, EndsAnAddWhoseCallTookEffectAndNeverReturns) {
  Node node;
  ExpectThatItGaveUp(node.Run(ImpatientCallWith("ADD", "HcnModifyNamespace@after=hang")));
  EXPECT_EQ(node.CountEndpoints(), 1U);
  ExpectThatDelLeavesNothing(node);
}

// C-S-06
TEST(Deadline, EndsADelAndTheNextOneGoesOn) {
  Node node;
  ASSERT_EQ(node.Run(Call()).exit_code, 0);
  ExpectThatItGaveUp(node.Run(ImpatientCallWith("DEL", "HcnDeleteEndpoint=hang")));
  EXPECT_EQ(node.Records().size(), 1U);
  ExpectThatDelLeavesNothing(node);
}

class HungIn : public testing::TestWithParam<std::string> {};

INSTANTIATE_TEST_SUITE_P(Each, HungIn, testing::Values("ADD", "CHECK", "GC", "STATUS", "DEL"));

// C-S-06, C-M-05
TEST_P(HungIn, EndsWithOneDocumentInTheVersionOfTheConfiguration) {
  Node node;
  Call call = CallWith("ADD", "");
  const std::string version = GetParam() == "CHECK" ? "0.4.0" : "1.1.0";
  call.more_conf = {{"cniVersion", version}};
  if (GetParam() != "ADD") {
    const End added = node.Run(call);
    ASSERT_EQ(added.exit_code, 0) << added.output;
    call.more_conf["prevResult"] = added.document();
  }
  for (const char* verb : {"add", "check", "gc", "status", "del"}) {
    call.more_conf["timeouts"][verb] = 1;
  }
  call.command = GetParam();
  call.faults = "*=hang";
  const End end = node.Run(call);
  ExpectThatItGaveUp(end);
  EXPECT_EQ(end.document()["cniVersion"], version);
  ExpectThatDelLeavesNothing(node);
}

// C-A-07, C-S-05
// L-23
TEST(KilledFromOutside, AtAnyInstantLeavesAWholeDocumentOrNothing) {
  Node node;
  for (int round = 0; round < 60; ++round) {
    const Call call = CallWith(round % 2 == 0 ? "ADD" : "DEL", "");
    Child child = node.Start(call);
    std::this_thread::sleep_for(std::chrono::microseconds(300 * round));
    child.Kill();
    const End end = child.Wait();
    EXPECT_TRUE(end.output.empty() || nlohmann::json::accept(end.output)) << end.output;
  }
  ExpectThatDelAndThenGcLeaveNothing(node);
}

// HNS finishes what a dead client asked for.
// C-I-05
TEST(LateEffect, OfADeadAddIsTakenAwayByDel) {
  Node node;
  EXPECT_TRUE(node.Run(CallWith("ADD", "HcnCreateEndpoint=late:1ms")).was_killed);
  while (node.CountEndpoints() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  ExpectThatDelLeavesNothing(node);
}

TEST(Output, ThatNobodyReadsUndoesTheAdd) {
  Node node;
  Call call;
  call.out = Stdout::kPipeWithoutReader;
  EXPECT_EQ(node.Run(call).exit_code, 1);
  EXPECT_TRUE(node.IsClean()) << node.Dump().dump(2);
}

}  // namespace
}  // namespace process
