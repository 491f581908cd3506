#include <windows.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <string>

#include "plugin/child_program.h"
#include "win32/text.h"

namespace plugin {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

// This very program is the child, and ends before its tests would begin.
constexpr const char* kRole = "HCN_SLICE_TEST_CHILD";

[[noreturn]] void Hang() {
  for (;;) Sleep(INFINITE);
}

struct Child {
  Child() {
    const char* role = std::getenv(kRole);
    if (role == nullptr) return;
    if (role == std::string("hang")) Hang();
    const std::string input{std::istreambuf_iterator<char>(std::cin), {}};
    std::cout << input << std::getenv("CNI_COMMAND") << std::flush;
    std::cerr << "complaint" << std::flush;
    std::_Exit(3);
  }
};
const Child kChild;

std::filesystem::path OwnFile() {
  std::wstring file(MAX_PATH, L'\0');
  file.resize(GetModuleFileNameW(nullptr, file.data(), MAX_PATH));
  return file;
}

ProgramEnd RunAs(const std::string& role, const std::string& input, std::chrono::seconds time) {
  return RunChildProgram({OwnFile(),
                          {{kRole, role}, {"CNI_COMMAND", "DEL"}},
                          input,
                          std::chrono::steady_clock::now() + time});
}

TEST(ChildProgramOnWindows, HasItsInputAndVariablesAndIsHeardOnBothStreams) {
  SetEnvironmentVariableW(L"cni_command", L"ADD");
  const auto end = RunAs("echo", "all of it, ", 60s);
  EXPECT_TRUE(end.was_in_time);
  EXPECT_EQ(end.exit_code, 3);
  EXPECT_EQ(end.output, "all of it, DEL");
  EXPECT_EQ(end.error, "complaint");
}

TEST(ChildProgramOnWindows, IsKilledAtItsDeadline) {
  EXPECT_FALSE(RunAs("hang", std::string(1 << 20, 'x'), 1s).was_in_time);
}

TEST(ChildProgramOnWindows, IsFoundWithAndWithoutItsSuffix) {
  const auto file = OwnFile();
  const std::string folder = win32::ToUtf8(file.parent_path().wstring());
  EXPECT_EQ(FindInCniPath(win32::ToUtf8(file.filename().wstring()), "C:\\nowhere;" + folder), file);
  EXPECT_EQ(FindInCniPath(win32::ToUtf8(file.stem().wstring()), folder), file);
  EXPECT_EQ(FindInCniPath("host-local", folder), std::nullopt);
}

}  // namespace
}  // namespace plugin
