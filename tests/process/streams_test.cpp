#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/process/node.h"

// The three streams, the working directory and the name of the real executable.

namespace process {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
namespace fs = std::filesystem;

Call CallOf(const std::string& command) {
  Call call;
  call.command = command;
  return call;
}

constexpr std::array<const char*, 5> kVerbs{"ADD", "CHECK", "STATUS", "GC", "DEL"};

void ExpectOneLineOfJson(const std::string& output) {
  EXPECT_TRUE(nlohmann::json::accept(output)) << output;
  EXPECT_EQ(output.front(), '{');
  EXPECT_EQ(output.find('\n'), output.size() - 1) << output;
}

// C-A-01: no argument is given. C-A-03, C-A-04, C-A-05, C-A-06, C-J-01, C-K-08, C-L-15, L-15
TEST(Streams, HoldADocumentAfterAddAndNothingElseWhereAllIsWell) {
  Node node;
  nlohmann::json more = {{"log", {{"level", "debug"}}}};
  for (const char* verb : kVerbs) {
    Call call = CallOf(verb);
    call.more_conf = more;
    const End end = node.Run(call);
    EXPECT_EQ(end.exit_code, 0) << end.output;
    EXPECT_EQ(end.error, "") << verb << " writes its log into a file";
    if (std::string_view(verb) != "ADD") {
      EXPECT_EQ(end.output, "") << verb;
      continue;
    }
    ExpectOneLineOfJson(end.output);
    more["prevResult"] = end.document();
  }
  EXPECT_TRUE(node.IsClean());
}

// C-A-03, C-A-04, C-G-01, L-16
TEST(Streams, HoldAnErrorOnStdoutAndNothingElseWhereAVerbFails) {
  Node node;
  for (const char* verb : kVerbs) {
    Call call = CallOf(verb);
    call.more_conf = {{"log", {{"level", "debug"}}}};
    call.faults = "*=0x800706BA";
    const End end = node.Run(call);
    EXPECT_EQ(end.exit_code, 1);
    EXPECT_EQ(end.error, "") << verb;
    ExpectOneLineOfJson(end.output);
    EXPECT_GT(end.code(), 0) << end.output;
  }
}

// C-A-10
TEST(Stdin, IsReadToItsEndHoweverMuchThereIs) {
  Node node;
  for (const char* verb : {"ADD", "DEL"}) {
    Call call = CallOf(verb);
    call.in = Stdin::kPipe;
    call.more_conf = {{"padding", std::string(1'000'000, 'x')}};
    const End end = node.Run(call);
    EXPECT_EQ(end.exit_code, 0) << end.output;
    EXPECT_TRUE(end.was_read);
  }
}

// C-A-10: the runtime learns at once what is wrong with the environment; that its pipe breaks does
// not trouble it.
TEST(Stdin, IsNotReadWhereTheEnvironmentIsWrong) {
  Node node;
  Call call = CallOf("FROB");
  call.in = Stdin::kPipe;
  call.more_conf = {{"padding", std::string(1'000'000, 'x')}};
  const End end = node.Run(call);
  EXPECT_EQ(end.code(), 4);
  EXPECT_FALSE(end.was_read);
}

// C-A-08
TEST(Stdin, IsBinary) {
  Node node;
  Call call;
  const std::string conf = node.ConfOf(call);
  call.input = conf + "\x1a";
  EXPECT_EQ(node.Run(call).code(), 6) << "what comes behind a control-Z is seen";
  call.input = "\r\n" + conf + "\r\n";
  EXPECT_EQ(node.Run(call).exit_code, 0);
}

// C-D-15
TEST(Stdin, ThatIsClosedIsAnIoFailure) {
  Node node;
  for (const char* verb : kVerbs) {
    Call call = CallOf(verb);
    call.in = Stdin::kClosed;
    const End end = node.Run(call);
    EXPECT_EQ(end.code(), 5) << verb << end.output;
    EXPECT_THAT(end.message(), HasSubstr("stdin"));
  }
  EXPECT_TRUE(node.IsUntouched());
}

// C-S-06: at its deadline, five seconds, without a configuration that could say otherwise.
// C-M-05
TEST(Stdin, ThatNeverEndsDoesNotHoldAVerbForEver) {
  Node node;
  Call call = CallOf("STATUS");
  call.in = Stdin::kIdlePipe;
  EXPECT_EQ(node.Run(call).code(), 11);
}

class Unwritable : public testing::TestWithParam<Stdout> {};

INSTANTIATE_TEST_SUITE_P(Each, Unwritable,
                         testing::Values(Stdout::kPipeWithoutReader, Stdout::kFull,
                                         Stdout::kClosed));

// C-A-07, C-I-04
// C-G-04
TEST_P(Unwritable, StdoutUndoesTheAddAndSaysWhyOnStderr) {
  Node node;
  Call call;
  call.out = GetParam();
  const End end = node.Run(call);
  EXPECT_EQ(end.exit_code, 1);
  EXPECT_EQ(end.output, "");
  EXPECT_THAT(end.error, HasSubstr("stdout"));
  EXPECT_TRUE(node.IsClean()) << node.Dump().dump(2);
}

// C-J-01
TEST_P(Unwritable, StdoutIsNoReasonForDelToFail) {
  Node node;
  ASSERT_EQ(node.Run(Call()).exit_code, 0);
  Call call = CallOf("DEL");
  call.out = GetParam();
  EXPECT_EQ(node.Run(call).exit_code, 0);
  EXPECT_TRUE(node.IsClean());
}

// C-A-11
// L-29
TEST(WorkingDirectory, IsNeitherReadNorWritten) {
  Node node;
  const fs::path folder = node.folder() / "work";
  fs::create_directory(folder);
  for (const char* verb : kVerbs) {
    Call call = CallOf(verb);
    call.folder = folder;
    node.Run(call);
  }
  EXPECT_THAT(std::vector<fs::path>(fs::directory_iterator(folder), {}), IsEmpty());
  Call call;
  call.folder = folder;
  call.more_conf = {{"stateDir", "state"}};
  EXPECT_EQ(node.Run(call).code(), 7) << "there is nothing that it could be relative to";
}

// C-A-02
TEST(Executable, WorksUnderWhateverNameTheTypeGivesIt) {
  for (const char* name : {"foo", "foo.exe", "HCN slice"}) {
    Node node;
    Call call;
    call.executable = node.folder() / name;
    fs::create_symlink(HCN_SLICE_EXECUTABLE, call.executable);
    call.more_conf = {{"type", name}};
    EXPECT_EQ(node.Run(call).exit_code, 0);
    call.command = "DEL";
    EXPECT_EQ(node.Run(call).exit_code, 0);
    EXPECT_TRUE(node.IsClean());
  }
}

}  // namespace
}  // namespace process
