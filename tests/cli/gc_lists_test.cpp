#include "tests/cli/gc_command_fixture.h"

// The lists that `gc` is given only protect.

namespace cli {
namespace {

TEST_F(GcCommand, ProtectsWhatAListNames) {
  const json before = world_.Dump();
  const std::string key = R"({"containerID": "dead", "ifname": "eth0"})";
  for (const std::string& text :
       {"[" + key + "]", R"({"cni.dev/valid-attachments": [)" + key + "]}",
        R"({"cni.dev/attachments": [)" + key + "]}"}) {
    Put(support::Absolute("/list.json"), text);
    const Outcome outcome = Gc({"--apply", "--valid-attachments", support::Absolute("/list.json")});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
    ExpectNothingChanged(before);
  }
}

// An empty list is not the word of a runtime that nothing is valid.
TEST_F(GcCommand, RemovesNothingLiveForAnEmptyList) {
  Put(support::Absolute("/list.json"), "[]");
  Put(support::Absolute("/pods.json"), R"({"items": []})");
  EXPECT_EQ(Gc({"--apply", "--valid-attachments", support::Absolute("/list.json")}).exit_code, 0);
  EXPECT_EQ(Gc({"--apply", "--from-crictl", support::Absolute("/pods.json")}).exit_code, 0);
  EXPECT_TRUE(IsThere("live"));
  EXPECT_FALSE(IsThere("dead"));
}

TEST_F(GcCommand, ProtectsThePodsOfCrictlWithAllTheirInterfaces) {
  const json before = world_.Dump();
  Call call;
  call.input = R"({"items": [{"id": "other", "state": "SANDBOX_READY"},
                                  {"id": "dead", "state": "SANDBOX_NOTREADY", "labels": {}}]})";
  const Outcome outcome = Gc({"--apply", "--from-crictl", "-"}, call);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  ExpectNothingChanged(before);
}

TEST_F(GcCommand, ChangesNothingForAListThatIsNone) {
  const json before = world_.Dump();
  for (const char* text : {"", "{", "{}", "[1]", R"([{"containerID": "dead"}])", "true"}) {
    Put(support::Absolute("/list.json"), text);
    EXPECT_NE(Gc({"--apply", "--valid-attachments", support::Absolute("/list.json")}).exit_code, 0)
        << text;
  }
  for (const char* text : {"", "{}", "[]", R"({"items": [{}]})", R"({"items": 1})"}) {
    Put(support::Absolute("/pods.json"), text);
    EXPECT_NE(Gc({"--apply", "--from-crictl", support::Absolute("/pods.json")}).exit_code, 0)
        << text;
  }
  EXPECT_EQ(Gc({"--apply", "--from-crictl", support::Absolute("/absent.json")}).exit_code, 2);
  EXPECT_EQ(Gc({"--apply", "--from-crictl", "-", "--valid-attachments", "-"}).exit_code, 2);
  ExpectNothingChanged(before);
}

}  // namespace
}  // namespace cli
