#include <gtest/gtest.h>

#include "tests/process/node.h"

namespace process {
namespace {

// As libcni calls it.
Call Version() {
  Call call;
  call.command = "VERSION";
  call.container_id = "";
  call.netns = call.ifname = "dummy";
  call.variables = {{"CNI_PATH", "dummy"}};
  call.input = R"({"cniVersion":"1.1.0"})";
  return call;
}

const nlohmann::json kAnswer = nlohmann::json::parse(
    R"({"cniVersion": "1.1.0",
        "supportedVersions": ["0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0"]})");

void ExpectAnswer(const Call& call) {
  Node node;
  const End end = node.Run(call);
  EXPECT_EQ(end.exit_code, 0) << end.output;
  EXPECT_EQ(end.document(), kAnswer);
  EXPECT_EQ(end.error == "", call.in != Stdin::kClosed) << end.error;
  EXPECT_TRUE(node.IsUntouched());
}

// C-H-01, C-H-04, C-E-01, L-18
TEST(Version, AnswersLibcni) { ExpectAnswer(Version()); }

// C-H-02, C-H-03
TEST(Version, AnswersWhateverStdinIs) {
  for (const Stdin in : {Stdin::kIdlePipe, Stdin::kClosed, Stdin::kPipe}) {
    Call call = Version();
    call.in = in;
    ExpectAnswer(call);
  }
  for (const std::string& input :
       {std::string(), std::string("nonsense"), std::string(20'000'000, '[')}) {
    Call call = Version();
    call.input = input;
    ExpectAnswer(call);
  }
}

// C-H-01
TEST(Version, AnswersWhateverTheStateOfTheHost) {
  for (const auto& [name, value] :
       std::map<std::string, std::string>{{"HCN_SIMULATOR_FAULTS", "nonsense"},
                                          {"HCN_SIMULATOR_FAULTS", "*=hang"},
                                          {"HCN_SIMULATOR_DIR", "/dev/null/host"},
                                          {"HCN_SIMULATOR_LOG", "/dev/null/log"}}) {
    Call call = Version();
    call.variables[name] = value;
    ExpectAnswer(call);
  }
}

// C-M-01: what VERSION does not mind, STATUS says.
TEST(Status, SaysThatHcnCannotBeOpened) {
  Node node;
  Call call;
  call.command = "STATUS";
  call.faults = "nonsense";
  const End end = node.Run(call);
  EXPECT_EQ(end.code(), 50) << end.output;
  EXPECT_NE(end.message().find("HCN_SIMULATOR_FAULTS"), std::string::npos);
}

}  // namespace
}  // namespace process
