#include "conf/json_repair.h"

#include <gtest/gtest.h>

namespace conf {
namespace {

std::string Shrunk(std::string json) {
  ShrinkHugeNumbers(json);
  return json;
}

std::string Paired(std::string json) {
  ReplaceLoneSurrogates(json);
  return json;
}

TEST(ShrinkHugeNumbers, KeepsThePositionOfEverythingElse) {
  EXPECT_EQ(Shrunk("[1e400]"), "[1e308]");
  EXPECT_EQ(Shrunk("[-1e400,2]"), "[1e308 ,2]");
  EXPECT_EQ(Shrunk("{\"a\":123456e+999}"), "{\"a\":1e308      }");
  EXPECT_EQ(Shrunk("1e999"), "1e308");
}

TEST(ShrinkHugeNumbers, LeavesWhatADoubleCanHold) {
  for (const char* json : {"[1e308,1.7e308,-1e308]", "[1e-400]", "[0,12345678901234567890]", "[-]",
                           "[1,-,e,+]", "-", "", "[true]", "[-inf]"}) {
    EXPECT_EQ(Shrunk(json), json);
  }
}

TEST(ShrinkHugeNumbers, LeavesStrings) {
  for (const char* json : {R"({"1e400":"1e400"})", R"(["\"1e400"])", R"(["\\","1e400"])",
                           R"(["1e400)", R"(["1e400\)", "\""}) {
    EXPECT_EQ(Shrunk(json), json);
  }
  EXPECT_EQ(Shrunk(R"(["\\",1e400])"), R"(["\\",1e308])");
}

TEST(ReplaceLoneSurrogates, KeepsPairsAndEverythingElse) {
  for (const char* json : {R"("\ud83d\ude00")", R"("\uD83D\uDE00x")", R"("\u00e4\n\\")",
                           R"("\\ud800")", R"("\u12")", R"("\ud8")", R"("\)", "", R"("\ug800")"}) {
    EXPECT_EQ(Paired(json), json);
  }
}

TEST(ReplaceLoneSurrogates, ReplacesHalves) {
  EXPECT_EQ(Paired(R"("\ud800")"), R"("\ufffd")");
  EXPECT_EQ(Paired(R"("\uDFFFx")"), R"("\ufffdx")");
  EXPECT_EQ(Paired(R"("\ud800\ud83d\ude00")"), R"("\ufffd\ud83d\ude00")");
  EXPECT_EQ(Paired(R"("\ude00\ud83d")"), R"("\ufffd\ufffd")");
  EXPECT_EQ(Paired(R"("\ud83dx\ude00")"), R"("\ufffdx\ufffd")");
}

TEST(ReplaceInvalidUtf8, KeepsWhatIsValid) {
  for (const char* text : {"", "plain", "\xC3\xA4", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\x7F"}) {
    EXPECT_EQ(ReplaceInvalidUtf8(text), text);
  }
}

TEST(ReplaceInvalidUtf8, ReplacesByteByByteAndLosesNoGoodByte) {
  EXPECT_EQ(ReplaceInvalidUtf8("a\xFFz"), "a\uFFFDz");
  EXPECT_EQ(ReplaceInvalidUtf8("a\xC3\"z"), "a\uFFFD\"z") << "the quote ends the string";
  EXPECT_EQ(ReplaceInvalidUtf8("\xE2\x82"), "\uFFFD\uFFFD") << "cut off at the end";
  EXPECT_EQ(ReplaceInvalidUtf8("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD") << "an encoded surrogate";
  EXPECT_EQ(ReplaceInvalidUtf8("\xC0\xAF"), "\uFFFD\uFFFD") << "an overlong slash";
  EXPECT_EQ(ReplaceInvalidUtf8("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD") << "> U+10FFFF";
}

}  // namespace
}  // namespace conf
