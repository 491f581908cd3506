#include "plugin/crash_win32.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <exception>

namespace plugin {
namespace {

// C-A-13
TEST(CrashDeathTest, EndsTheProcessWhereItWouldShowAWindow) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto crash = [](void (*end)()) {
    ShowNoDialogs();
    end();
  };
  EXPECT_EXIT(crash([] { std::abort(); }), testing::ExitedWithCode(3), "");
  EXPECT_EXIT(crash([] { std::terminate(); }), testing::ExitedWithCode(3), "");
  EXPECT_EXIT(crash([] { *static_cast<volatile int*>(nullptr) = 1; }),
              testing::ExitedWithCode(static_cast<int>(0xC0000005)), "");
}

}  // namespace
}  // namespace plugin
