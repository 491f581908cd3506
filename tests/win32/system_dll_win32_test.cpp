#include <gtest/gtest.h>

#include "win32/system_dll.h"

namespace win32 {
namespace {

constexpr ErrorCode kModuleNotFound = 126;

TEST(SystemDll, FindsWhatItExports) {
  const SystemDll dll(L"kernel32.dll");
  EXPECT_EQ(dll.error(), 0U);
  auto* const process_id = dll.Find<std::uint32_t()>("GetCurrentProcessId");
  ASSERT_NE(process_id, nullptr);
  EXPECT_NE(process_id(), 0U);
  EXPECT_EQ(dll.Address("NoSuchFunction"), nullptr);
}

TEST(SystemDll, SaysWhyThereIsNone) {
  const SystemDll dll(L"no-such.dll");
  EXPECT_EQ(dll.error(), kModuleNotFound);
  EXPECT_EQ(dll.Address("GetCurrentProcessId"), nullptr);
}

}  // namespace
}  // namespace win32
