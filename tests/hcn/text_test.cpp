#include "hcn/text.h"

#include <gtest/gtest.h>

namespace hcn {
namespace {

constexpr const char* kReplaced = "\uFFFD";

TEST(Printable, KeepsWhatPeopleWrite) {
  const std::string text = "one line\n\tand \u00e4 second: \u65e5\u672c \U0001f600\n";
  EXPECT_EQ(Printable(text), text);
  EXPECT_EQ(Printable(""), "");
}

TEST(Printable, LeavesATerminalNothingToObey) {
  for (const std::string control : {"\x1b", "\x07", "\r", "\x7f", "\u0080", "\u009b", "\u009f",
                                    "\u202a", "\u202e", "\u2066", "\u2069"}) {
    EXPECT_EQ(Printable("a" + control + "[2Jb"), "a" + std::string(kReplaced) + "[2Jb");
  }
  EXPECT_EQ(Printable(std::string("a\0b", 3)), "a\uFFFDb");
}

TEST(Printable, KeepsTheNeighboursOfWhatATerminalObeys) {
  for (const std::string harmless :
       {"\x20", "\x7e", "\u00a0", "\u2029", "\u202f", "\u2065", "\u206a"}) {
    EXPECT_EQ(Printable(harmless), harmless);
  }
}

TEST(Printable, ReplacesWhatIsNoUtf8) {
  EXPECT_EQ(Printable("a\xff\x9b"), "a\uFFFD\uFFFD");
  EXPECT_EQ(Printable("cut off \xe2\x80"), "cut off \uFFFD");
}

TEST(Printable, CutsBetweenCharactersAndShowsThatItDid) {
  EXPECT_EQ(Printable("123456", 6), "123456");
  EXPECT_EQ(Printable("1234567", 6), "123...");
  EXPECT_EQ(Printable("12\u00e4\u00e45", 6), "12...");
  EXPECT_EQ(Printable(std::string(1000, 'x'), 10).size(), 10U);
}

}  // namespace
}  // namespace hcn
