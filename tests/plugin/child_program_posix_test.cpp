#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

#include "plugin/child_program.h"
#include "plugin/process_io.h"
#include "tests/support/temporary_folder.h"

namespace plugin {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::ThrowsMessage;

class ChildProgramTest : public testing::Test {
 protected:
  // As in the real process.
  ChildProgramTest() { static_cast<void>(std::signal(SIGPIPE, SIG_IGN)); }

  // Runs a shell script as a plugin.
  ProgramEnd Run(const std::string& script, const std::string& input = "",
                 const Variables& variables = {}, std::chrono::seconds time = 60s) {
    const auto file = folder_.path() / "program";
    std::ofstream(file) << "#!/bin/sh\n" << script;
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    return RunChildProgram({file, variables, input, std::chrono::steady_clock::now() + time});
  }

  support::TemporaryFolder folder_;
};

TEST_F(ChildProgramTest, HasItsInputAndIsHeardOnBothStreams) {
  const auto end = Run("cat; echo complaint >&2; exit 3", "all of it");
  EXPECT_TRUE(end.was_in_time);
  EXPECT_EQ(end.exit_code, 3);
  EXPECT_EQ(end.output, "all of it");
  EXPECT_EQ(end.error, "complaint\n");
}

// More than any pipe holds, both ways.
TEST_F(ChildProgramTest, TakesAndGivesAnyAmount) {
  const std::string much(1 << 20, 'x');
  EXPECT_EQ(Run("cat", much).output, much);
  EXPECT_EQ(Run("exit 0", much).exit_code, 0) << "also where nobody reads it";
}

// C-R-02, C-T-01
TEST_F(ChildProgramTest, HasOurEnvironmentWithTheVariablesInIt) {
  ::setenv("TRACEPARENT", "00-1-2-01", 1);
  ::setenv("CNI_COMMAND", "ADD", 1);
  const auto end = Run("echo $TRACEPARENT $CNI_COMMAND; env | grep -c ^CNI_COMMAND=", "",
                       {{"CNI_COMMAND", "DEL"}});
  EXPECT_EQ(end.output, "00-1-2-01 DEL\n1\n");
  ::unsetenv("CNI_COMMAND");
  ::unsetenv("TRACEPARENT");
}

// C-A-09, C-R-07
TEST_F(ChildProgramTest, HasNoFileOfOursButItsStreams) {
  const int open = ::open("/dev/null", O_RDONLY);  // to be inherited, by itself
  EXPECT_EQ(
      Run("for f in /proc/$$/fd/*; do readlink $f; done | grep -v pipe: | grep -v program").output,
      "");
  ::close(open);
}

// C-R-07
TEST_F(ChildProgramTest, IsKilledAtItsDeadline) {
  const auto end = Run("echo begun; exec sleep 600", "", {}, 1s);
  EXPECT_FALSE(end.was_in_time);
  EXPECT_EQ(end.exit_code, 128 + SIGKILL);
}

// C-A-09
TEST_F(ChildProgramTest, IsNotWaitedForThroughWhatItLeavesBehind) {
  const auto begin = std::chrono::steady_clock::now();
  const auto end = Run("sleep 600 & echo $!", "", {}, 300s);
  EXPECT_EQ(end.exit_code, 0);
  ::kill(std::stoi(end.output), SIGKILL);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 300s);
}

TEST_F(ChildProgramTest, IsSaidToBeUnfitToRun) {
  const auto end =
      RunChildProgram({folder_.path() / "absent", {}, "", std::chrono::steady_clock::now() + 60s});
  EXPECT_EQ(end.exit_code, 127);
}

// C-R-01, C-B-09
TEST_F(ChildProgramTest, IsTheFirstOfItsNameInCniPath) {
  for (const char* name : {"a", "b", "c"}) std::filesystem::create_directory(folder_.path() / name);
  std::filesystem::create_directory(folder_.path() / "a" / "ipam");
  std::ofstream(folder_.path() / "b" / "ipam") << "1";
  std::ofstream(folder_.path() / "c" / "ipam") << "2";
  const std::string base = folder_.path().string();
  EXPECT_EQ(FindInCniPath("ipam", base + "/a::/nowhere:" + base + "/b:" + base + "/c"),
            folder_.path() / "b" / "ipam");
  EXPECT_EQ(FindInCniPath("ipam", base + "/a"), std::nullopt);
  EXPECT_EQ(FindInCniPath("ipam", ""), std::nullopt);
}

}  // namespace
}  // namespace plugin
