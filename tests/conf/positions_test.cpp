#include "conf/positions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

namespace conf {

static void PrintTo(const Position& position, std::ostream* out) {
  *out << position.line << ":" << position.column;
}

namespace {

Position At(std::size_t line, std::size_t column) { return {line, column}; }

constexpr std::string_view kText = R"({
  "name": "overlay",
  "slice": [ "10.0.0.0/24",
             { "subnet" : "fd00::/64", "reserved": [1,22 , 333] } ],
  "größe": {"a.b": -1.5e3, "ü": [[true], null], "c": "x"},
  "empty": {}, "none": [], "quoted\" \\": {"é": "]"} }
)";

TEST(Positions, AreThoseOfKeysAndValues) {
  const Positions positions(kText);
  EXPECT_EQ(positions.OfValue(""), At(1, 1));
  EXPECT_EQ(positions.OfKey("name"), At(2, 3));
  EXPECT_EQ(positions.OfValue("name"), At(2, 11));
  EXPECT_EQ(positions.OfValue("slice"), At(3, 12));
  EXPECT_EQ(positions.OfValue("slice[0]"), At(3, 14));
  EXPECT_EQ(positions.OfKey("slice[0]"), At(3, 14));
  EXPECT_EQ(positions.OfKey("slice[1].subnet"), At(4, 16));
  EXPECT_EQ(positions.OfValue("slice[1].subnet"), At(4, 27));
  EXPECT_EQ(positions.OfValue("slice[1].reserved[1]"), At(4, 55));
  EXPECT_EQ(positions.OfValue("slice[1].reserved[2]"), At(4, 60));
}

TEST(Positions, CountCharactersAndNotBytes) {
  const Positions positions(kText);
  EXPECT_EQ(positions.OfValue("größe.a.b"), At(5, 20));
  EXPECT_EQ(positions.OfKey("größe.ü"), At(5, 28));
  EXPECT_EQ(positions.OfValue("größe.ü[0][0]"), At(5, 35));
  EXPECT_EQ(positions.OfValue("größe.c"), At(5, 54));
}

TEST(Positions, KnowEscapedKeysAndBracketsInStrings) {
  const Positions positions(kText);
  EXPECT_EQ(positions.OfValue("empty"), At(6, 12));
  EXPECT_EQ(positions.OfValue("none"), At(6, 24));
  EXPECT_EQ(positions.OfValue("quoted\" \\.é"), At(6, 49));
}

TEST(Positions, OfWhatIsMissingAreThoseOfWhatIsAroundIt) {
  const Positions positions(kText);
  EXPECT_EQ(positions.OfValue("slice[1].gateway"), positions.OfValue("slice[1]"));
  EXPECT_EQ(positions.OfValue("slice[7].subnet"), positions.OfValue("slice"));
  EXPECT_EQ(positions.OfValue("network.owner"), At(1, 1));
  EXPECT_EQ(positions.OfValue("cniVersion"), At(1, 1));
}

TEST(Positions, OfKeysInAnotherCaseAreFound) {
  EXPECT_EQ(Positions(R"({"a": {"needEncap": 1}})").OfValue("a.NeedEncap"), At(1, 21));
}

TEST(Positions, TellWhichKeysAreRepeated) {
  const Positions positions(R"({"a": 1, "b": {"a": 2, "a": 3},
"a": 4, "c": [{"x": 1}, {"x": 2}]})");
  ASSERT_EQ(positions.repeated().size(), 2U);
  EXPECT_EQ(positions.repeated()[0].path, "b.a");
  EXPECT_EQ(positions.repeated()[0].position, At(1, 24));
  EXPECT_EQ(positions.repeated()[1].path, "a");
  EXPECT_EQ(positions.OfValue("a"), At(2, 6)) << "the last one counts";
}

TEST(Positions, OfWhatIsVeryDeepAreNotLookedAt) {
  const std::string deep = std::string(1000, '[') + "1" + std::string(1000, ']');
  const Positions positions(deep);
  EXPECT_EQ(positions.OfValue("[0][0]"), At(1, 3));
  EXPECT_EQ(positions.OfValue("[0]"), At(1, 2));
}

TEST(Positions, AreFoundByOffset) {
  EXPECT_EQ(PositionAt("ab\nçd", 0), At(1, 1));
  EXPECT_EQ(PositionAt("ab\nçd", 3), At(2, 1));
  EXPECT_EQ(PositionAt("ab\nçd", 5), At(2, 2));
  EXPECT_EQ(PositionAt("ab", 100), At(1, 3));
}

}  // namespace
}  // namespace conf
