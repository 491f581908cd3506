#include "plugin/collector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "hcn/error.h"
#include "tests/support/killed.h"

namespace plugin {
namespace {

// C-J-06
TEST(Collector, GoesOnAfterAFailureAndRemembersIt) {
  Log log;
  Collector collector(log);
  int done = 0;
  EXPECT_TRUE(collector.Try("do the first", [&done] { ++done; }));
  EXPECT_FALSE(collector.Try("do the second", [] { throw std::runtime_error("no"); }));
  EXPECT_FALSE(collector.Try("do the third", [] { throw hcn::Error("HcnX", 0x80070005); }));
  EXPECT_TRUE(collector.Try("do the fourth", [&done] { ++done; }));
  EXPECT_EQ(done, 2);
  EXPECT_THAT(
      collector.failures(),
      testing::ElementsAre("could not do the second: no",
                           testing::StartsWith("could not do the third: HcnX: 0x80070005")));
}

TEST(Collector, HasNoFailuresWhereNothingFailed) {
  Log log;
  Collector collector(log);
  collector.Try("do nothing", [] {});
  EXPECT_TRUE(collector.failures().empty());
}

TEST(Collector, DoesNotHoldUpTheDeathOfTheProcess) {
  Log log;
  Collector collector(log);
  EXPECT_THROW(collector.Try("die", [] { throw support::Killed{}; }), support::Killed);
  EXPECT_TRUE(collector.failures().empty());
}

}  // namespace
}  // namespace plugin
