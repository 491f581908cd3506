#include "cli/progress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/terminal.h"
#include "tests/support/fake_process_io.h"

namespace cli {
namespace {

using namespace std::chrono_literals;

class ProgressTest : public testing::Test {
 protected:
  // Three steps, the second and third of which come this late; gives what was printed.
  std::string Printed(std::chrono::milliseconds later, bool is_terminal = true) {
    io_.is_terminal = is_terminal;
    Terminal terminal(io_);
    Progress progress(terminal);
    progress.Step("look at a");
    io_.Sleep(later);
    progress.Step("look at b");
    progress.Step("look at c");
    return io_.output;
  }

  support::FakeProcessIo io_;
};

TEST_F(ProgressTest, IsShownAfterASecondAndNotAtEachStep) {
  EXPECT_EQ(Printed(1s), "\r\x1b[K\x1b[90mstep 2: look at b\x1b[0m");
}

TEST_F(ProgressTest, IsTakenAwayAtTheEnd) {
  Printed(1s);
  EXPECT_THAT(io_.output, testing::EndsWith("\x1b[0m\r\x1b[K"));
}

TEST_F(ProgressTest, IsNotShownOfWhatIsQuick) {
  Printed(999ms);
  EXPECT_EQ(io_.output, "");
}

TEST_F(ProgressTest, IsForTerminalsAlone) {
  Printed(5s, false);
  EXPECT_EQ(io_.output, "");
}

TEST_F(ProgressTest, IsLeftOutWhereNoEscapesAreWanted) {
  io_.environment["NO_COLOR"] = "1";
  Printed(5s);
  EXPECT_EQ(io_.output, "");
}

TEST_F(ProgressTest, FitsALine) {
  io_.is_terminal = true;
  Terminal terminal(io_);
  Progress progress(terminal);
  io_.Sleep(2s);
  progress.Step(std::string(300, 'x'));
  EXPECT_LT(io_.output.size(), 100U);
}

}  // namespace
}  // namespace cli
