#include "hcn/guid.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace hcn {
namespace {

using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::Optional;

constexpr std::string_view kText = "00112233-4455-6677-8899-aabbccddeeff";
constexpr std::array<std::uint8_t, 16> kBytes = {0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77,
                                                 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff};

Guid Dns() { return *Guid::Parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8"); }

TEST(Guid, ReadsItsBytesInTheOrderOfTheText) {
  EXPECT_THAT(Guid::Parse(kText), Optional(Guid::FromBytes(kBytes)));
}

TEST(Guid, ReadsAnyCaseAndOnePairOfBraces) {
  for (const char* text :
       {"00112233-4455-6677-8899-AABBCCDDEEFF", "{00112233-4455-6677-8899-aabbccddeeff}",
        "{00112233-4455-6677-8899-AaBbCcDdEeFf}"}) {
    EXPECT_THAT(Guid::Parse(text), Optional(Guid::FromBytes(kBytes))) << text;
  }
}

TEST(Guid, ReadsNothingElse) {
  for (const std::string_view text : std::initializer_list<std::string_view>{
           "",
           "{}",
           "00112233445566778899aabbccddeeff",
           "00112233-4455-6677-8899-aabbccddeef",
           "00112233-4455-6677-8899-aabbccddeeff0",
           "{{00112233-4455-6677-8899-aabbccddeeff}}",
           "{00112233-4455-6677-8899-aabbccddeeff",
           "00112233-4455-6677-8899-aabbccddeeff}",
           "(00112233-4455-6677-8899-aabbccddeeff)",
           " 0112233-4455-6677-8899-aabbccddeeff",
           "0011223-34455-6677-8899-aabbccddeeff",
           "00112233-4455-6677-8899-aabbccddeefg",
           "0x112233-4455-6677-8899-aabbccddeeff",
           "00112233+4455-6677-8899-aabbccddeeff",
           std::string_view("00112233-4455-6677-8899-aabbccddeef\0", 36),
       }) {
    EXPECT_THAT(Guid::Parse(text), Eq(std::nullopt)) << text;
  }
}

TEST(Guid, IsWrittenBareAndInLowerCase) {
  EXPECT_EQ(Guid::FromBytes(kBytes).ToString(), kText);
  EXPECT_EQ(Guid::Parse("{910F7D92-BA2D-4C3F-98AE-7C0AC590D2DC}")->ToString(),
            "910f7d92-ba2d-4c3f-98ae-7c0ac590d2dc");
}

TEST(Guid, WithoutAValueIsNil) {
  EXPECT_TRUE(Guid().IsNil());
  EXPECT_EQ(Guid().ToString(), "00000000-0000-0000-0000-000000000000");
  EXPECT_FALSE(Guid::FromBytes(kBytes).IsNil());
}

// The first is the example of RFC 9562 A.4; all are what Python's uuid.uuid5(uuid.NAMESPACE_DNS,
// name) prints.
TEST(Guid, FromANameAgreesWithTheStandard) {
  EXPECT_EQ(Guid::FromName(Dns(), "www.example.com").ToString(),
            "2ed6657d-e927-568b-95e1-2665a8aea6a2");
  EXPECT_EQ(Guid::FromName(Dns(), "python.org").ToString(), "886313e1-3b8a-5372-9b90-0c9aee199e5d");
  EXPECT_EQ(Guid::FromName(Dns(), "").ToString(), "4ebd0208-8328-5d69-8c44-ec50939c0967");
  EXPECT_EQ(Guid::FromName(Dns(), std::string(200, 'x')).ToString(),
            "ddcc691a-b8e2-53e5-b059-6a232874b2eb");
}

TEST(Guid, FromANameTakesEveryByteOfTheName) {
  EXPECT_NE(Guid::FromName(Dns(), std::string_view("a\0b", 3)), Guid::FromName(Dns(), "a"));
  EXPECT_NE(Guid::FromName(Dns(), "a"), Guid::FromName(Guid(), "a"));
}

TEST(Guid, ChosenAtRandomIsAlwaysAnotherOneOfVersionFour) {
  std::set<Guid> seen;
  for (int round = 0; round < 100; ++round) {
    const Guid guid = Guid::Random();
    EXPECT_TRUE(seen.insert(guid).second) << guid.ToString();
    EXPECT_EQ(guid.ToString().at(14), '4');
    EXPECT_THAT("89ab", HasSubstr(guid.ToString().substr(19, 1)));
  }
}

}  // namespace
}  // namespace hcn
