#include <windows.h>
#include <gtest/gtest.h>

#include "conf/text.h"
#include "plugin/netns.h"
#include "plugin/request.h"

namespace plugin {
namespace {

std::string StateDirWith(const wchar_t* program_data) {
  SetEnvironmentVariableW(L"ProgramData", program_data);
  return conf::ToUtf8(DefaultsOf(*MakeProcessIo()).state_dir.make_preferred());
}

TEST(Defaults, PutTheStateIntoProgramData) {
  EXPECT_EQ(StateDirWith(L"D:\\Daten \u20ac"), "D:\\Daten \xe2\x82\xac\\hcn-slice");
}

TEST(Defaults, AreNeverRelativeToTheWorkingDirectory) {
  for (const wchar_t* text : {L"", L"data", L"..\\data", L"\\data", L"D:data"}) {
    EXPECT_EQ(StateDirWith(text), "C:\\ProgramData\\hcn-slice");
  }
  EXPECT_EQ(StateDirWith(nullptr), "C:\\ProgramData\\hcn-slice");
}

TEST(Netns, IsOnWindowsOnlyWhatEndsInAGuid) {
  EXPECT_TRUE(NamespaceOf("0d5e5a3f-6a51-4c2f-9a4c-3a1d6e0b7c11"));
  EXPECT_TRUE(NamespaceOf("C:\\x\\{0D5E5A3F-6A51-4C2F-9A4C-3A1D6E0B7C11}"));
  for (const char* netns : {"/var/run/netns/cni-1", "C:\\run\\netns\\cni-1", "cni-1", ""}) {
    EXPECT_FALSE(NamespaceOf(netns)) << netns;
  }
}

}  // namespace
}  // namespace plugin
