#include "hcn/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

namespace hcn {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Whether `text` would pass for UTF-8 with whoever prints it.
bool IsUtf8(const std::string& text) {
  try {
    static_cast<void>(nlohmann::json(text).dump());
    return true;
  } catch (const nlohmann::json::type_error&) {
    return false;
  }
}

constexpr const char* kRecord =
    R"({"Success":false,"Error":"The IP address is invalid or reserved. ","ErrorCode":2151350319})";

TEST(Error, SaysWhatWasCalledWhatCameBackAndWhatTheSystemSaid) {
  const Error error("HcnCreateEndpoint", kAddressInvalidOrReserved, kRecord);
  EXPECT_STREQ(error.what(),
               "HcnCreateEndpoint: 0x803b002f (HCN_E_ADDR_INVALID_OR_RESERVED): "
               "The IP address is invalid or reserved.");
  EXPECT_EQ(error.code(), kAddressInvalidOrReserved);
  EXPECT_EQ(error.function(), "HcnCreateEndpoint");
  EXPECT_EQ(error.record(), kRecord);
}

TEST(Error, NeedsNoRecord) {
  EXPECT_STREQ(Error("HcnOpenNetwork", kAccessDenied).what(),
               "HcnOpenNetwork: 0x80070005 (E_ACCESSDENIED)");
}

TEST(Error, OfAnUnknownCodeSaysItsNumber) {
  EXPECT_STREQ(Error("HcnOpenNetwork", 0x8badf00d, R"({"Error":"x"})").what(),
               "HcnOpenNetwork: 0x8badf00d: x");
}

TEST(Error, KeepsTheDetailThatFollowsTheText) {
  const Error error(
      "HcnCreateNamespace", kInvalidJson,
      R"({"Success":false,"Error":"Invalid JSON document string. {{Flavour,UnknownField}}"})");
  EXPECT_THAT(error.what(), HasSubstr(": Invalid JSON document string. {{Flavour,UnknownField}}"));
}

TEST(Error, ShowsARecordThatIsNotWhatItShouldBeAsItCame) {
  EXPECT_STREQ(Error("F", 0x80004005, "plain words\r\n").what(),
               "F: 0x80004005 (E_FAIL): plain words");
  EXPECT_STREQ(Error("F", 0x80004005, R"({"Error":7})").what(),
               R"(F: 0x80004005 (E_FAIL): {"Error":7})");
  EXPECT_STREQ(Error("F", 0x80004005, "[1]").what(), "F: 0x80004005 (E_FAIL): [1]");
  EXPECT_STREQ(Error("F", 0x80004005, R"({"Error":"  "})").what(), "F: 0x80004005 (E_FAIL)");
}

TEST(Error, StaysOneLineOfText) {
  const Error error("F", 0x80004005,
                    "{\"Error\":\"a\\r\\n\\u0000b\\u001b[31m\\u0085\\u2028\\u2029c\\t \\u00a0d\"}");
  EXPECT_STREQ(error.what(), "F: 0x80004005 (E_FAIL): a b [31m c d");
}

TEST(Error, StaysValidUtf8) {
  const Error error("F", 0x80004005, "\xff\xfe half \xc3");
  EXPECT_TRUE(IsUtf8(error.what())) << error.what();
  EXPECT_THAT(error.what(), HasSubstr("half"));
}

TEST(Error, StaysShort) {
  const Error error("F", 0x80004005, R"({"Error":")" + std::string(10'000'000, 'x') + R"("})");
  EXPECT_LT(std::string(error.what()).size(), 600U);
  EXPECT_TRUE(std::string(error.what()).ends_with("xxx..."));
}

TEST(Error, IsNotCutInTheMiddleOfACharacter) {
  for (std::size_t shift = 0; shift < 4; ++shift) {
    std::string text(shift, 'x');
    for (int i = 0; i < 1000; ++i) text += "\u20ac";
    const Error error("F", 0x80004005, R"({"Error":")" + text + R"("})");
    EXPECT_TRUE(IsUtf8(error.what())) << shift;
    EXPECT_THAT(error.what(), Not(HasSubstr("\ufffd"))) << shift;
  }
}

TEST(Error, SurvivesARecordOfManyLevels) {
  const Error error("F", 0x80004005, std::string(1'000'000, '['));
  EXPECT_THAT(error.what(), HasSubstr("[[["));
}

TEST(Error, TakesTheRecordsCodeWhenTheCallSaidSuccess) {
  const Error error("HcnCreateEndpoint", 0, kRecord);
  EXPECT_EQ(error.code(), kAddressInvalidOrReserved);
  EXPECT_THAT(error.what(), HasSubstr("0x803b002f"));
}

TEST(Error, KeepsTheCallsCodeWhenTheRecordHasNoneOfUse) {
  EXPECT_EQ(Error("F", 0, R"({"ErrorCode":-5})").code(), 0U);
  EXPECT_EQ(Error("F", 0, R"({"ErrorCode":6446317615})").code(), 0U);
  EXPECT_EQ(Error("F", 0, R"({"ErrorCode":"2151350319"})").code(), 0U);
  EXPECT_EQ(Error("F", kManagerStopped, kRecord).code(), kManagerStopped);
}

TEST(Error, IsCaughtAsWhatItIs) {
  EXPECT_THROW(throw Error("F", 0x80004005), std::runtime_error);
  EXPECT_THROW(throw AnswerError("no"), std::runtime_error);
}

}  // namespace
}  // namespace hcn
