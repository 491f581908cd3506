#include "plugin/crash_win32.h"

#include <windows.h>
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
  ShowNoDialogs();
  EXPECT_NE(GetErrorMode() & SEM_NOGPFAULTERRORBOX, 0U) << "Wine shows its debugger all the same";
}

}  // namespace
}  // namespace plugin
