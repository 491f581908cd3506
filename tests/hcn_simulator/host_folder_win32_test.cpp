#include <gtest/gtest.h>

#include "hcn/simulator/make_api.h"
#include "tests/hcn_simulator/dll_win32.h"

namespace hcn::simulator {
namespace {

TEST(HostFolder, IsTheOneOfTheEnvironmentOrTheUsualOne) {
  EXPECT_EQ(HostFolder("D:\\host"), L"D:\\host");
  const Variable data(L"ProgramData", L"E:\\data");
  EXPECT_EQ(HostFolder(""), L"E:\\data\\hcn-simulator");
}

TEST(HostFolder, IsKnownToAProcessWithoutProgramData) {
  const Variable data(L"ProgramData", L"");
  EXPECT_EQ(HostFolder(""), L"C:\\ProgramData\\hcn-simulator");
}

}  // namespace
}  // namespace hcn::simulator
