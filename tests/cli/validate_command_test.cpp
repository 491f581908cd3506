#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/absolute.h"
#include "tests/support/world.h"

// What people see of it; tests/validate has all that it says.

namespace cli {
namespace {

using support::Call;
using support::Outcome;
using support::World;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kRight = R"({"cniVersion": "1.0.0", "name": "overlay", "plugins":
    [{"type": "hcn-slice", "slice": "10.200.42.0/24"}]})";
constexpr const char* kWrong = R"({"cniVersion": "1.0.0", "name": "overlay", "plugins":
    [{"type": "hcn-slice", "slice": 5, "colour": "red"}]})";

Outcome Validated(const std::string& text, const Call& call) {
  World world;
  const std::string file = support::Absolute("/etc/10-hcn.conflist");
  world.files().MakeFolders(std::filesystem::path(file).parent_path());
  world.files().Write(file, text);
  return world.Tool({"validate", file}, call);
}

TEST(ValidateCommand, IsColouredOnATerminal) {
  Call call;
  call.is_terminal = true;
  const Outcome wrong = Validated(kWrong, call);
  EXPECT_EQ(wrong.exit_code, 1) << wrong.error;
  EXPECT_THAT(wrong.output, HasSubstr("\x1b[31merror\x1b[0m [wrong-type]"));
  EXPECT_THAT(wrong.output, HasSubstr("\x1b[33mwarning\x1b[0m [unknown-key]"));
  EXPECT_THAT(Validated(kRight, call).output, HasSubstr("\x1b[32mnothing is wrong with it"));
}

TEST(ValidateCommand, IsPlainElsewhere) {
  for (const char* text : {kRight, kWrong}) {
    EXPECT_THAT(Validated(text, {}).output, Not(HasSubstr("\x1b"))) << text;
  }
}

}  // namespace
}  // namespace cli
