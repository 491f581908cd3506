#include "tests/process/system_calls.h"

#include <gtest/gtest.h>

#include <atomic>
#include <iostream>
#include <thread>

// SIGKILL at every system call that writes, as if the power of this one process were cut there.

namespace process {
namespace {

Call CallOf(const std::string& command) {
  Call call;
  call.command = command;
  if (command == "GC") call.more_conf = {{"cni.dev/valid-attachments", nlohmann::json::array()}};
  return call;
}

// What has to be there before the verb.
void Prepare(Node& node, const std::string& command) {
  if (command == "ADD") return;
  ASSERT_EQ(node.Run(CallOf("ADD")).exit_code, 0);
}

// Most of the time goes into waiting: for processes, and theirs for HNS.
template <typename Act>
void ForEachAtOnce(std::size_t count, const Act& act) {
  constexpr unsigned kThreads = 8;
  std::atomic<std::size_t> next{0};
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (std::size_t at = next++; at < count; at = next++) act(at);
    });
  }
}

class KilledAtEachWrite : public testing::TestWithParam<std::string> {};

INSTANTIATE_TEST_SUITE_P(Of, KilledAtEachWrite, testing::Values("ADD", "DEL", "GC"),
                         [](const auto& command) { return command.param; });

// C-S-05
TEST_P(KilledAtEachWrite, LeavesNothingThatTheNextDelOrGcDoesNotTake) {
  if (const std::string why = WhyNoStrace(); !why.empty()) GTEST_SKIP() << why;
  Node undisturbed;
  Prepare(undisturbed, GetParam());
  const auto calls = WritesOf(undisturbed, CallOf(GetParam()));
  EXPECT_GT(calls.size(), 5U);
  const std::vector<std::string> follow_ups{"DEL", "GC"};
  ForEachAtOnce(calls.size() * follow_ups.size(), [&](std::size_t i) {
    const SystemCall& at = calls[i / follow_ups.size()];
    const std::string& follow_up = follow_ups[i % follow_ups.size()];
    SCOPED_TRACE("killed at " + at.text + ", then " + follow_up);
    Node node;
    Prepare(node, GetParam());
    const End killed = RunKilledAt(node, CallOf(GetParam()), at);
    EXPECT_TRUE(killed.was_killed);
    EXPECT_TRUE(killed.output.empty() || nlohmann::json::accept(killed.output)) << killed.output;
    const End end = node.Run(CallOf(follow_up));
    EXPECT_EQ(end.exit_code, 0) << end.output;
    EXPECT_TRUE(node.IsClean()) << node.Dump().dump(2);
  });
  std::cout << GetParam() << ": killed at each of " << calls.size()
            << " system calls that write, each followed by DEL and by GC\n";
}

}  // namespace
}  // namespace process
