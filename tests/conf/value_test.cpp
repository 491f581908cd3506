#include "conf/value.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/conf/expect_error.h"

namespace conf {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;

class ValueTest : public testing::Test {
 protected:
  const json document_ = json::parse(R"({
    "text": "x", "empty": "", "nothing": null, "yes": true, "five": 5, "minus": -1, "big": 1e30,
    "list": ["a", null, {"b": 7}], "object": {"member": {"Deep": "d", "deep": "exact"}},
    "Mixed": "any", "none": [], "bare": {}})");
  const Value root_{document_, "the document"};
};

TEST_F(ValueTest, NamesWhatIsWrongByItsPath) {
  EXPECT_THAT(ErrorOf([&] { return root_.At("object.member.Deep").Bool(); }),
              Is(Problem::kMalformed, "object.member.Deep must be true or false, not \"d\""));
  EXPECT_THAT(ErrorOf([&] { return root_.Member("list").Elements()[2].Member("b").String(); }),
              Is(Problem::kMalformed, "list[2].b must be a string, not 7"));
}

TEST_F(ValueTest, ShowsEachKindOfValueInItsMessages) {
  const auto shown = [&](std::string_view key) {
    return ErrorOf([&]() -> int { root_.Member(key).FailMalformed("good"); }).text;
  };
  EXPECT_EQ(shown("text"), "text must be good, not \"x\"");
  EXPECT_EQ(shown("nothing"), "nothing must be good, not null");
  EXPECT_EQ(shown("list"), "list must be good, not a list");
  EXPECT_EQ(shown("object"), "object must be good, not an object");
  EXPECT_EQ(shown("yes"), "yes must be good, not true");
  EXPECT_EQ(shown("big"), "big must be good, not 1e+30");
}

TEST_F(ValueTest, CountsNullAsAbsent) {
  EXPECT_FALSE(root_.Member("nothing").Present());
  EXPECT_FALSE(root_.Member("unheard").Present());
  EXPECT_FALSE(root_.At("nothing.of.this").Present());
  EXPECT_THAT(root_.Member("nothing").Elements(), IsEmpty());
  EXPECT_TRUE(root_.Member("empty").Present());
}

TEST_F(ValueTest, SaysThatWhatIsNeededIsMissing) {
  EXPECT_THAT(ErrorOf([&] { return root_.Member("unheard").String(); }),
              Is(Problem::kInvalid, "unheard is missing"));
  EXPECT_THAT(ErrorOf([&] { return root_.Member("nothing").Bool(); }),
              Is(Problem::kInvalid, "nothing is missing"));
  EXPECT_THAT(ErrorOf([&] { return root_.Member("unheard").Whole(1, 2); }),
              Is(Problem::kInvalid, "unheard is missing"));
}

TEST_F(ValueTest, KnowsWhatIsFilledAndWhatHoldsSomething) {
  for (const std::string_view key : {"nothing", "empty"}) {
    EXPECT_FALSE(root_.Member(key).Filled()) << key;
    EXPECT_FALSE(root_.Member(key).HoldsSomething()) << key;
  }
  for (const std::string_view key : {"none", "bare"}) {
    EXPECT_TRUE(root_.Member(key).Filled()) << key;
    EXPECT_FALSE(root_.Member(key).HoldsSomething()) << key;
  }
  EXPECT_TRUE(root_.Member("five").HoldsSomething());
}

TEST_F(ValueTest, PrefersTheExactKeyAmongThoseThatDifferInCase) {
  const Value member = root_.At("object.member");
  EXPECT_EQ(member.Member("deep", KeyCase::kAny).String(), "exact");
  EXPECT_EQ(member.Member("DEEP", KeyCase::kAny).String(), "d");
  EXPECT_EQ(root_.Member("mIXED", KeyCase::kAny).String(), "any");
  EXPECT_FALSE(root_.Member("mixed").Present());
}

// C-D-12, L-10
TEST_F(ValueTest, TakesWholeNumbersOnly) {
  const auto whole = [](const char* text) {
    const json document = {{"n", json::parse(text)}};
    return ErrorOf([&] { return Value(document, "").Member("n").Whole(1, 600); });
  };
  for (const char* good : {"1", "600"}) {
    EXPECT_EQ(whole(good).problem, std::nullopt) << good;
  }
  for (const char* malformed : {"80.0", "8e1", "\"80\"", "true", "[80]", "18446744073709551616"}) {
    EXPECT_THAT(whole(malformed), Is(Problem::kMalformed, "n must be a whole number")) << malformed;
  }
  for (const char* invalid : {"0", "601", "-1", "-9223372036854775808", "18446744073709551615"}) {
    EXPECT_THAT(whole(invalid), Is(Problem::kInvalid, "n must be a whole number from 1 to 600"))
        << invalid;
  }
}

TEST_F(ValueTest, ListsElementsAndChildrenWithTheirPaths) {
  const auto paths = [](const std::vector<Value>& values) {
    std::vector<std::string> result;
    for (const Value& value : values) {
      result.push_back(value.path());
    }
    return result;
  };
  EXPECT_THAT(paths(root_.Member("list").Elements()), ElementsAre("list[0]", "list[1]", "list[2]"));
  EXPECT_THAT(paths(root_.Member("list").Children()), ElementsAre("list[0]", "list[1]", "list[2]"));
  EXPECT_THAT(paths(root_.At("object.member").Children()),
              ElementsAre("object.member.Deep", "object.member.deep"));
  EXPECT_THAT(paths(root_.Member("object").Children().at(0).Children()),
              ElementsAre("object.member.Deep", "object.member.deep"));
  EXPECT_THAT(root_.Member("text").Children(), IsEmpty());
  EXPECT_THAT(ErrorOf([&] { return root_.Member("object").Elements(); }),
              Is(Problem::kMalformed, "object must be a list, not an object"));
}

TEST_F(ValueTest, RefusesMembersOfWhatIsNoObject) {
  EXPECT_THAT(ErrorOf([&] { return root_.At("text.member"); }),
              Is(Problem::kMalformed, "text must be an object, not \"x\""));
}

TEST(Value, RefusesPlaceholdersAndNulInStrings) {
  const json document = {{"a", "<your service cidr>"},
                         {"b", std::string("x\0y", 3)},
                         {"c", "<"},
                         {"d", "a>"},
                         {"e", "<b"}};
  const Value root(document, "");
  EXPECT_THAT(ErrorOf([&] { return root.Member("a").String(); }),
              Is(Problem::kInvalid, "a still holds the placeholder \"<your service cidr>\""));
  EXPECT_THAT(ErrorOf([&] { return root.Member("b").String(); }),
              Is(Problem::kInvalid, "b must not hold a NUL character"));
  for (const auto& [key, text] : {std::pair{"c", "<"}, {"d", "a>"}, {"e", "<b"}}) {
    EXPECT_EQ(root.Member(key).String(), text);
  }
}

TEST(Value, CutsLongTextInMessages) {
  const json document = {{"a", std::string(100'000, 'x')}};
  EXPECT_LT(ErrorOf([&] { return Value(document, "").Member("a").Bool(); }).text.size(), 150U);
}

}  // namespace
}  // namespace conf
