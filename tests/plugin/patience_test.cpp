#include "plugin/patience.h"

#include <gtest/gtest.h>

#include <future>
#include <memory>

namespace plugin {
namespace {

using namespace std::chrono_literals;

// Time enough for anything that does happen.
constexpr auto kPatience = 20s;

TEST(AnswerWithin, WaitsForWorkThatEnds) {
  bool is_done = false;
  EXPECT_TRUE(AnswerWithin(kPatience, [&] { is_done = true; }));
  EXPECT_TRUE(is_done);
}

TEST(AnswerWithin, LetsWorkGoOnThatDoesNotEndInTime) {
  std::promise<void> release;
  auto gone = std::make_shared<std::promise<void>>();
  auto is_gone = gone->get_future();
  EXPECT_FALSE(AnswerWithin(1ms, [released = release.get_future().share(), gone = std::move(gone)] {
    released.wait();
    gone->set_value();
  }));
  release.set_value();
  EXPECT_EQ(is_gone.wait_for(kPatience), std::future_status::ready);
}

// What is lost is lost by a race, and soon.
TEST(AnswerWithin, LosesNoWork) {
  for (int round = 0; round < 1000; ++round) {
    ASSERT_TRUE(AnswerWithin(kPatience, [] {})) << "in round " << round;
  }
}

}  // namespace
}  // namespace plugin
