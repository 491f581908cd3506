#include "hcn/json_depth.h"

#include <gtest/gtest.h>

#include <string>

#include "hcn/error.h"
#include "hcn/schema.h"

namespace hcn {
namespace {

std::string Nested(unsigned levels) { return std::string(levels, '[') + std::string(levels, ']'); }

TEST(JsonDepth, CountsListsAndObjectsThatAreOpen) {
  EXPECT_FALSE(IsTooDeep(Nested(kMostJsonDepth)));
  EXPECT_TRUE(IsTooDeep(Nested(kMostJsonDepth + 1)));
  std::string objects;
  for (unsigned i = 0; i < kMostJsonDepth; ++i) objects += R"({"a":)";
  EXPECT_FALSE(IsTooDeep(objects));
  EXPECT_TRUE(IsTooDeep(objects + "[]"));
}

TEST(JsonDepth, DoesNotCountWhatIsClosedOrInAString) {
  std::string flat = "[";
  for (unsigned i = 0; i < 2 * kMostJsonDepth; ++i) flat += R"({"[[{{\"[":["]\\"]},)";
  EXPECT_FALSE(IsTooDeep(flat));
  EXPECT_TRUE(IsTooDeep("[\"\\\\\"" + Nested(kMostJsonDepth)));
}

// A million levels, for which no stack would do.
TEST(JsonDepth, OfAnAnswerHasABound) {
  const std::string policies =
      R"({"Policies":[{"Type":"X","Settings":{"a":)" + Nested(1'000'000) + "}}]}";
  EXPECT_THROW((void)ParseEndpoint(policies), AnswerError);
  EXPECT_THROW((void)ParseNetwork(policies), AnswerError);
  EXPECT_THROW((void)ParseNamespace(policies), AnswerError);
  EXPECT_THROW((void)ParseGuids(Nested(1'000'000)), AnswerError);
}

TEST(JsonDepth, OfAnErrorRecordDoesNotMatter) {
  const Error error("F", 0, R"({"ErrorCode":2147500037,"Error":)" + Nested(1'000'000) + "}");
  EXPECT_EQ(error.code(), 0x80004005U);
}

}  // namespace
}  // namespace hcn
