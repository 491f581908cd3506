#include "cli/wrap.h"

#include <gtest/gtest.h>

namespace cli {
namespace {

TEST(Wrapped, BreaksAtBlanksAndIndents) {
  const std::string word(46, 'x');
  EXPECT_EQ(Wrapped("next: ", word + " " + word + " " + word),
            "next: " + word + " " + word + "\n      " + word + "\n");
}

TEST(Wrapped, FillsALineToTheLastColumn) {
  const std::string word(kColumns - 3, 'x');
  EXPECT_EQ(Wrapped("  ", word), "  " + word + "\n");
  EXPECT_EQ(Wrapped("", std::string(98, 'x') + " y z"), std::string(98, 'x') + " y\nz\n");
}

TEST(Wrapped, KeepsWhatIsLongerThanALineWhole) {
  const std::string path(150, 'x');
  EXPECT_EQ(Wrapped("  ", "a " + path + " b"), "  a\n  " + path + "\n  b\n");
}

TEST(Wrapped, CountsCharactersAndNotBytes) {
  std::string word;
  for (int i = 0; i < 49; ++i) word += "\u00e9";
  EXPECT_EQ(Wrapped("", word + " " + word), word + " " + word + "\n");
}

TEST(Wrapped, TakesLineFeedsForBlanks) { EXPECT_EQ(Wrapped("", "a\n\nb  c"), "a b c\n"); }

}  // namespace
}  // namespace cli
