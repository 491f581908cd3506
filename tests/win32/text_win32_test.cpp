#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "win32/error.h"
#include "win32/text.h"

namespace win32 {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(Text, ComesBackFromUtf16AsItWas) {
  const std::string text("a \xc3\xa4 \xe2\x82\xac \xf0\x9f\x90\x8b \0 end", 17);
  EXPECT_EQ(ToUtf8(ToWide(text)), text);
  EXPECT_EQ(ToWide("\xe2\x82\xac"), L"\u20ac");
  EXPECT_EQ(ToWide("\xf0\x9f\x90\x8b").size(), 2U) << "a surrogate pair";
}

TEST(Text, MayBeEmpty) {
  EXPECT_EQ(ToWide(""), L"");
  EXPECT_EQ(ToUtf8(L""), "");
}

TEST(Text, ThatIsInvalidIsMarked) {
  EXPECT_EQ(ToUtf8(L"a\xd800z"), "a\xef\xbf\xbdz");
  EXPECT_EQ(ToWide("a\xffz"), L"a\ufffdz");
}

TEST(Error, HasTheSystemsWordsAndItsNumber) {
  EXPECT_THAT(Describe(5),
              AllOf(StartsWith("Access"), EndsWith(" (error 5)"), Not(HasSubstr("  "))));
  EXPECT_EQ(Describe(0x2fffffff), "error 805306367");
}

}  // namespace
}  // namespace win32
