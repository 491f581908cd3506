#include "conf/identifiers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace conf {
namespace {

using namespace std::string_view_literals;
using testing::HasSubstr;
using testing::Optional;

// C-C-01
TEST(ContainerId, MayBeAnythingOfItsAlphabetAtAnyLength) {
  for (const std::string& text : {std::string("a"), std::string("0"), std::string("A-b_c.9"),
                                  std::string("cnitool-7d643fb8d8109871a0fc"), std::string(64, 'f'),
                                  std::string(5000, 'x')}) {
    EXPECT_EQ(WhyNoContainerId(text), std::nullopt) << text;
  }
}

constexpr std::string_view kNoNames[] = {"",
                                         ".",
                                         "..",
                                         "../x",
                                         "-a",
                                         "_a",
                                         ".a",
                                         "a b",
                                         "a/b",
                                         "a\\b",
                                         "a:b",
                                         "a~b",
                                         "a\n",
                                         "a\r",
                                         "a\0"sv,
                                         "\na",
                                         "a\nb",
                                         "\xC3\xA4",
                                         "a+b",
                                         "a\x7F",
                                         "a\xFF",
                                         "{a}",
                                         "a;b",
                                         "a=b",
                                         " a",
                                         "a\tb",
                                         "\xEF\xBC\x8E"
                                         "a"};

// C-C-01
TEST(ContainerId, IsRefusedByteByByte) {
  for (const std::string_view text : kNoNames) {
    EXPECT_TRUE(WhyNoContainerId(text)) << text;
  }
}

TEST(ContainerId, SaysWhatIsWrongAndQuotesIt) {
  EXPECT_THAT(WhyNoContainerId(""), Optional(HasSubstr("is empty")));
  EXPECT_THAT(WhyNoContainerId("a\n"), Optional(HasSubstr("not \"a\\n\"")));
  EXPECT_THAT(WhyNoContainerId("../x"), Optional(HasSubstr("must begin with a letter or digit")));
}

// C-C-02
// L-17
TEST(NetworkName, FollowsTheSamePattern) {
  EXPECT_EQ(WhyNoNetworkName("overlay"), std::nullopt);
  EXPECT_EQ(WhyNoNetworkName("k8s-pod.network_1"), std::nullopt);
  for (const std::string_view text : kNoNames) {
    EXPECT_TRUE(WhyNoNetworkName(text)) << text;
  }
}

// C-C-02
TEST(NetworkName, MustBeAFileNameOnWindows) {
  for (const std::string_view text :
       {"con", "CON", "nul", "Nul.txt", "prn", "aux", "com1", "COM9", "lpt1", "lpt0.x", "net."}) {
    EXPECT_TRUE(WhyNoNetworkName(text)) << text;
    EXPECT_EQ(WhyNoContainerId(text), std::nullopt) << text;
  }
  for (const std::string_view text : {"con1", "console", "com", "com10", "lpt", "nul1", "a.nul"}) {
    EXPECT_EQ(WhyNoNetworkName(text), std::nullopt) << text;
  }
}

// C-C-03
TEST(Ifname, HasOneToFifteenBytes) {
  EXPECT_EQ(WhyNoIfname("e"), std::nullopt);
  EXPECT_EQ(WhyNoIfname("eth0"), std::nullopt);
  EXPECT_EQ(WhyNoIfname("123456789012345"), std::nullopt);
  EXPECT_TRUE(WhyNoIfname(""));
  EXPECT_THAT(WhyNoIfname("1234567890123456"), Optional(HasSubstr("not 16")));
  EXPECT_TRUE(WhyNoIfname("\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4"));
  EXPECT_EQ(WhyNoIfname("\xC3\xA4\xC3\xA4\xC3\xA4"), std::nullopt) << "letters of any script";
}

// C-C-03
TEST(Ifname, HoldsNothingThatAFileNameCannotHave) {
  for (const std::string_view text :
       {".",   "..",    "...", "a/b", "a\\b", "a:b", "a*",  "a?",  "a~b", "<a",    ">a",
        "a|b", "\"a\"", "a b", " a",  "a\t",  "a\n", "a\v", "a\f", "a\r", "a\x7F", "a\x01"}) {
    EXPECT_TRUE(WhyNoIfname(text)) << text;
  }
  EXPECT_TRUE(WhyNoIfname("a\0b"sv));
}

// C-C-03
TEST(Ifname, HoldsNoWhiteSpaceOfAnyScript) {
  for (const std::string_view text :
       {"a\xC2\x85", "a\xC2\xA0", "a\xE1\x9A\x80", "a\xE2\x80\x80", "a\xE2\x80\x8A",
        "a\xE2\x80\xA8", "a\xE2\x80\xA9", "a\xE2\x80\xAF", "a\xE2\x81\x9F", "a\xE3\x80\x80"}) {
    EXPECT_TRUE(WhyNoIfname(text)) << text;
  }
  EXPECT_EQ(WhyNoIfname("a\xE2\x80\x8B"), std::nullopt) << "U+200B is no white space";
}

// C-C-03
TEST(Ifname, IsValidUtf8) {
  for (const std::string_view text : {"a\xFF", "a\xC3", "\x80", "a\xED\xA0\x80", "a\xC0\xAF"}) {
    EXPECT_TRUE(WhyNoIfname(text)) << text;
  }
}

TEST(OwnerTag, HasFourteenBytesOfANetworkNameAtMost) {
  EXPECT_EQ(WhyNoOwnerTag("hcn-slice"), std::nullopt);
  EXPECT_EQ(WhyNoOwnerTag("12345678901234"), std::nullopt);
  EXPECT_THAT(WhyNoOwnerTag("123456789012345"), Optional(HasSubstr("at most 14")));
  for (const std::string_view text : {"", "a~b", "a b", "-a", "a.", "nul"}) {
    EXPECT_TRUE(WhyNoOwnerTag(text)) << text;
  }
}

}  // namespace
}  // namespace conf
