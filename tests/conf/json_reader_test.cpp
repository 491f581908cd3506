#include "conf/json_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/conf/expect_error.h"

namespace conf {
namespace {

using namespace std::string_literals;
using nlohmann::json;

json Read(const std::string& text, InvalidUtf8 invalid_utf8 = InvalidUtf8::kRefuse) {
  return ParseJson(text, "stdin", invalid_utf8);
}

Thrown ErrorOfText(const std::string& text, InvalidUtf8 invalid_utf8 = InvalidUtf8::kRefuse) {
  return ErrorOf([&] { return Read(text, invalid_utf8); });
}

TEST(ParseJson, ReadsEveryKindOfValue) {
  const json document = Read(R"({"n":null,"t":true,"i":-3,"u":18446744073709551615,"f":80.5,
                                "s":"aä\u00e4\ud83d\ude00","l":[1,[2,{}],[]],"o":{"a":{"b":1}}})");
  EXPECT_EQ(document, json::parse(R"({"n":null,"t":true,"i":-3,"u":18446744073709551615,"f":80.5,
                                     "s":"aää😀","l":[1,[2,{}],[]],"o":{"a":{"b":1}}})"));
  EXPECT_TRUE(document["u"].is_number_unsigned());
  EXPECT_TRUE(document["f"].is_number_float());
}

TEST(ParseJson, ReadsValuesThatAreNoObject) {
  EXPECT_EQ(Read("7"), json(7));
  EXPECT_EQ(Read("null"), json());
  EXPECT_EQ(Read("[]"), json::array());
}

// C-D-02
TEST(ParseJson, TakesWhiteSpaceAroundAndInside) {
  EXPECT_EQ(Read("\r\n\t {\r\n\"a\"\t:\r\n 1 }\r\n\n"), json({{"a", 1}}));
}

// C-D-08
// L-10
TEST(ParseJson, LetsTheLastOfDuplicateKeysWin) {
  EXPECT_EQ(Read(R"({"a":[1,2],"a":{"b":1},"a":"x"})"), json({{"a", "x"}}));
  EXPECT_EQ(Read(R"({"a":1,"a":[2],"b":3})"), json({{"a", {2}}, {"b", 3}}));
  EXPECT_EQ(Read(R"({"a":1,"a":null})"), json({{"a", nullptr}}));
}

// C-D-01
TEST(ParseJson, RefusesWhatIsNotStrictJson) {
  for (const std::string& text :
       {"{"s,           R"({"a":1)"s, R"({"a")"s,    R"({"a":1,})"s, "[1,]"s,
        R"({"a":1}x)"s, "{}{}"s,      "{} {}"s,      "// c\n{}"s,    "{} /* c */"s,
        "# c\n{}"s,     "{'a':1}"s,   "{a:1}"s,      "[NaN]"s,       "[Infinity]"s,
        "[-inf]"s,      "[01]"s,      "[1.]"s,       "[.5]"s,        "[+1]"s,
        "[0x10]"s,      "[1e]"s,      "[\"a\nb\"]"s, "[\"\t\"]"s,    R"(["\x41"])"s,
        R"(["\u12"])"s, "[tru]"s,     "{}\x1A"s,     "]"s,           "\"a"s,
        "\\"s,          "[\"\\"s,     "-"s}) {
    EXPECT_THAT(ErrorOfText(text), Is(Problem::kMalformed, "stdin is not usable JSON")) << text;
    EXPECT_THAT(ErrorOfText(text, InvalidUtf8::kReplace),
                Is(Problem::kMalformed, "stdin is not usable JSON"))
        << text;
  }
}

TEST(ParseJson, SaysWhereItBroke) {
  EXPECT_THAT(ErrorOfText("{\n  \"a\": 1,\n  \"b\": }\n"),
              Is(Problem::kMalformed, "line 3, column 8"));
}

TEST(ParseJson, SaysThatNothingIsThere) {
  EXPECT_THAT(ErrorOfText(""), Is(Problem::kMalformed, "stdin is empty"));
  EXPECT_THAT(ErrorOfText(" \r\n\t"), Is(Problem::kMalformed, "stdin is empty"));
}

// C-D-01
TEST(ParseJson, NamesForeignEncodings) {
  EXPECT_THAT(ErrorOfText("\xEF\xBB\xBF{}"), Is(Problem::kMalformed, "byte order mark"));
  EXPECT_THAT(ErrorOfText("\xFF\xFE{\0}\0"s), Is(Problem::kMalformed, "UTF-16"));
  EXPECT_THAT(ErrorOfText("\xFE\xFF\0{\0}"s), Is(Problem::kMalformed, "UTF-16"));
  EXPECT_THAT(ErrorOfText("{\0}\0"s), Is(Problem::kMalformed, "UTF-16"));
  EXPECT_THAT(ErrorOfText("\0{\0}"s), Is(Problem::kMalformed, "UTF-16"));
}

// C-D-01
TEST(ParseJson, DoesNotTakeANulForTheEnd) {
  EXPECT_THAT(ErrorOfText("{\n}\0garbage"s),
              Is(Problem::kMalformed, "NUL byte at line 2, column 2"));
  EXPECT_THAT(ErrorOfText("{\"a\0\":1}"s), Is(Problem::kMalformed, "NUL byte at line 1, column 4"));
}

// C-D-10
TEST(ParseJson, TakesAThousandLevelsAndNotOneMore) {
  const auto nested = [](std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
  };
  EXPECT_EQ(Read(nested(kMostDepth)).size(), 1U);
  EXPECT_THAT(ErrorOfText(nested(kMostDepth + 1)), Is(Problem::kMalformed, "1000 levels"));
  std::string objects;
  for (unsigned level = 0; level <= kMostDepth; ++level) {
    objects += "{\"a\":";
  }
  EXPECT_THAT(ErrorOfText(objects), Is(Problem::kMalformed, "1000 levels"));
}

TEST(ParseJson, CountsOpenLevelsOnly) {
  std::string flat = "[[]";
  for (unsigned i = 0; i < 3 * kMostDepth; ++i) {
    flat += ",[],{}";
  }
  EXPECT_EQ(Read(flat + "]").size(), 1 + 6 * std::size_t{kMostDepth});
}

// C-D-10
TEST(ParseJson, SurvivesTheDeepestTextThatFits) {
  EXPECT_THAT(ErrorOfText(std::string(kMostBytes, '[')), Is(Problem::kMalformed, "1000 levels"));
}

// C-D-11
TEST(ParseJson, TakesSixteenMebibytesAndNotOneByteMore) {
  const std::string largest = "\"" + std::string(kMostBytes - 2, 'x') + "\"";
  EXPECT_EQ(Read(largest).get_ref<const std::string&>().size(), kMostBytes - 2);
  EXPECT_THAT(ErrorOfText(largest + " "), Is(Problem::kMalformed, "larger than 16 MiB"));
}

// C-D-12
TEST(ParseJson, DoesNotMindNumbersThatNobodyCanHold) {
  const json document =
      Read(R"({"a":1e400,"b":-1E+999,"c":"1e400 \" 1e400","d":[2e308,1e-999,3]})");
  EXPECT_TRUE(document["a"].is_number_float());
  EXPECT_TRUE(document["b"].is_number_float());
  EXPECT_EQ(document["c"], "1e400 \" 1e400");
  EXPECT_EQ(document["d"][2], 3);
  EXPECT_TRUE(Read("[" + std::string(400, '9') + "]")[0].is_number_float());
}

TEST(ParseJson, StillRefusesWhatIsWrongBesideSuchNumbers) {
  EXPECT_THAT(ErrorOfText("{\"a\":1e400,\n}"), Is(Problem::kMalformed, "line 2, column 1"));
}

// C-D-06
TEST(ParseJson, RefusesInvalidUtf8AndDoesNotRepeatIt) {
  for (const std::string& bytes : {"\xFF"s, "\xC3"s, "\xC0\xAF"s, "\xED\xA0\x80"s, "\x80"s}) {
    const Thrown thrown = ErrorOfText("{\"a\":\"" + bytes + "\"}");
    EXPECT_THAT(thrown, Is(Problem::kMalformed, "UTF-8"));
    EXPECT_NO_THROW((void)json(thrown.text).dump()) << "the message itself is valid UTF-8";
  }
}

// C-D-06
TEST(ParseJson, ReplacesInvalidUtf8WhereItIsToldTo) {
  EXPECT_EQ(Read("{\"a\":\"x\xFFy\"}", InvalidUtf8::kReplace), json({{"a", "x\uFFFDy"}}));
  EXPECT_EQ(Read("[\"\xC3\"]", InvalidUtf8::kReplace), json({"\uFFFD"}));
  EXPECT_EQ(Read("[\"\xE2\x82\",\"ä\xF0\x9F\x98\x80\"]", InvalidUtf8::kReplace),
            json({"\uFFFD\uFFFD", "ä😀"}));
}

// C-D-07
TEST(ParseJson, NeverMakesInvalidUtf8OfLoneSurrogates) {
  const std::vector<std::pair<std::string, std::string>> texts{
      {R"(\ud800)", "\uFFFD"},
      {R"(\udc00x)", "\uFFFDx"},
      {R"(\ud800\ud83d\ude00)", "\uFFFD😀"},
      {R"(\ud83d\ude00\\ud800\ud800)", "😀\\ud800\uFFFD"},
  };
  for (const auto& [text, replaced] : texts) {
    EXPECT_THAT(ErrorOfText("[\"" + text + "\"]"), Is(Problem::kMalformed, "surrogate")) << text;
    EXPECT_EQ(Read("[\"" + text + "\"]", InvalidUtf8::kReplace), json({replaced})) << text;
  }
}

TEST(ParseJson, KeepsItsMessagesShort) {
  EXPECT_LT(ErrorOfText("[\"" + std::string(100'000, 'x')).text.size(), 400U);
}

}  // namespace
}  // namespace conf
