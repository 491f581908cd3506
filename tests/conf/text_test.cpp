#include "conf/text.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace conf {
namespace {

TEST(Quoted, ShowsTextAsJsonDoes) {
  EXPECT_EQ(Quoted("plain"), "\"plain\"");
  EXPECT_EQ(Quoted(""), "\"\"");
  EXPECT_EQ(Quoted("a\"b\\c\nd\x01"), R"("a\"b\\c\nd\u0001")");
  EXPECT_EQ(Quoted("\xC3\xA4"), "\"\xC3\xA4\"");
  EXPECT_EQ(Quoted("\x7F\u0080\u009B\u009F\u00A0\x1B"),
            "\"\\u007f\\u0080\\u009b\\u009f\u00A0\\u001b\"");
}

TEST(Quoted, IsAlwaysValidUtf8) {
  EXPECT_EQ(Quoted("a\xFF"), "\"a\uFFFD\"");
  const std::string cut_inside_a_character = std::string(79, 'x') + "\xC3\xA4";
  EXPECT_NO_THROW((void)nlohmann::json(Quoted(cut_inside_a_character)).dump());
}

TEST(Quoted, CutsLongTextAndShowsThatItDid) {
  EXPECT_EQ(Quoted(std::string(80, 'x')), "\"" + std::string(80, 'x') + "\"");
  EXPECT_EQ(Quoted(std::string(81, 'x')), "\"" + std::string(80, 'x') + "...\"");
}

TEST(AsciiCase, ChangesNothingElse) {
  EXPECT_EQ(ToLower("AbZ[`@{09\xC3\x84"), "abz[`@{09\xC3\x84");
  EXPECT_EQ(ToUpper("aBz[`@{09\xC3\xA4"), "ABZ[`@{09\xC3\xA4");
  EXPECT_TRUE(EqualsIgnoringCase("L2Bridge", "l2BRIDGE"));
  EXPECT_FALSE(EqualsIgnoringCase("a", "ab"));
  EXPECT_FALSE(EqualsIgnoringCase("@", "`")) << "they differ in the bit of the case only";
}

TEST(AsciiClasses, AreTheseAndNoOthers) {
  for (int c = 0; c < 256; ++c) {
    const char byte = static_cast<char>(c);
    const bool is_letter_or_digit =
        std::string_view("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
            .find(byte) != std::string_view::npos;
    const bool is_hex =
        std::string_view("0123456789ABCDEFabcdef").find(byte) != std::string_view::npos;
    EXPECT_EQ(IsAsciiLetterOrDigit(byte), is_letter_or_digit) << c;
    EXPECT_EQ(IsHexDigit(byte), is_hex) << c;
  }
}

TEST(Trimmed, TakesBlanksFromBothEndsOnly) {
  EXPECT_EQ(Trimmed(" \t\r\na b\n "), "a b");
  EXPECT_EQ(Trimmed("a"), "a");
  EXPECT_EQ(Trimmed(" \r\n"), "");
  EXPECT_EQ(Trimmed(""), "");
}

TEST(Paths, KeepTheirUtf8) {
  for (const char* text : {"/var/lib/cni", "/a b/\xC3\xA4/\xF0\x9F\x98\x80", ""}) {
    EXPECT_EQ(ToUtf8(ToPath(text)), text);
  }
}

}  // namespace
}  // namespace conf
