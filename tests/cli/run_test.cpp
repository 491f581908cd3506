#include "cli/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/fake_process_io.h"
#include "tests/support/memory_file_system.h"

namespace cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class CommandLine : public testing::Test {
 protected:
  support::FakeProcessIo io_;
  support::MemoryDisk disk_;
  support::MemoryFileSystem files_{disk_};
  Host host_{io_, files_, nullptr};
};

TEST_F(CommandLine, PrintsTheVersion) {
  EXPECT_EQ(cli::Run({"version"}, host_), 0);
  EXPECT_EQ(io_.output, "hcn-slice " HCN_SLICE_VERSION "\n");
}

TEST_F(CommandLine, ListsItsCommands) {
  EXPECT_EQ(cli::Run({"--help"}, host_), 0);
  EXPECT_THAT(io_.output, AllOf(StartsWith("Usage: hcn-slice COMMAND\n"),
                                HasSubstr("network COMMAND"), HasSubstr("version")));
}

TEST_F(CommandLine, ExplainsEachCommand) {
  EXPECT_EQ(cli::Run({"version", "--help"}, host_), 0);
  EXPECT_THAT(io_.output, StartsWith("Usage: hcn-slice version\n"));
}

TEST_F(CommandLine, RefusesACommandThatIsNone) {
  EXPECT_EQ(cli::Run({"vresion"}, host_), 2);
  EXPECT_EQ(io_.output, "");
  EXPECT_EQ(io_.error, "hcn-slice: no command \"vresion\"; --help lists them\n");
}

TEST_F(CommandLine, RefusesNoCommand) {
  EXPECT_EQ(cli::Run({}, host_), 2);
  EXPECT_THAT(io_.error, HasSubstr("no command"));
}

TEST_F(CommandLine, RefusesAnOptionThatIsNone) {
  EXPECT_EQ(cli::Run({"version", "--loud"}, host_), 2);
  EXPECT_THAT(io_.error, AllOf(StartsWith("hcn-slice: version: "), HasSubstr("--loud")));
}

TEST_F(CommandLine, RefusesAValueTooMany) {
  EXPECT_EQ(cli::Run({"version", "2"}, host_), 2);
  EXPECT_EQ(io_.output, "");
}

TEST_F(CommandLine, FailsWhenItsOutputDoesNotGetOut) {
  io_.output_is_broken = true;
  EXPECT_EQ(cli::Run({"version"}, host_), 1);
}

}  // namespace
}  // namespace cli
