#include <windows.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

#include "tests/hcn_simulator/dll_win32.h"
#include "tests/hcn_simulator/host_fixture.h"
#include "win32/error.h"
#include "win32/handle.h"

namespace hcn::simulator {
namespace {

constexpr DWORD kKilled = 137;

void WaitUntil(const std::function<bool()>& come) {
  while (!come()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

// Processes of their own that make an endpoint through the DLL, each by one call.
class RealDeath : public HostTest {
 protected:
  RealDeath() {
    hcn_.CloseNetwork(hcn_.CreateNetwork(kNetworkId, Network().dump()));
    SetEvent(gate_.value());
  }

  // `output` becomes the process's standard output.
  win32::Handle Start(const std::wstring& faults, HANDLE output = nullptr) {
    const Variable host(L"HCN_SIMULATOR_DIR", folder_.path().wstring());
    const Variable fault(L"HCN_SIMULATOR_FAULTS", faults);
    const Variable log(L"HCN_SIMULATOR_LOG", LogFile().wstring());
    std::wstring command = L"dll_caller.exe 10.0.0.9 " + gate_name_;
    STARTUPINFOW start{};
    start.cb = sizeof start;
    start.dwFlags = STARTF_USESTDHANDLES;
    start.hStdOutput = output;
    PROCESS_INFORMATION process{};
    EXPECT_NE(CreateProcessW(Caller().c_str(), command.data(), nullptr, nullptr, output != nullptr,
                             0, nullptr, nullptr, &start, &process),
              0)
        << win32::Describe(win32::LastError());
    const win32::Handle thread(process.hThread);
    return win32::Handle(process.hProcess);
  }

  static DWORD Await(const win32::Handle& process) {
    WaitForSingleObject(process.value(), INFINITE);
    DWORD code = 0;
    GetExitCodeProcess(process.value(), &code);
    return code;
  }

  [[nodiscard]] std::filesystem::path LogFile() const { return folder_.path() / "calls.log"; }
  bool Logged(const std::string& text) {
    return ReadIfThere(LogFile()).value_or("").find(text) != std::string::npos;
  }
  std::size_t Endpoints() { return Dump().at("endpoints").size(); }

  // What the processes wait for before they make their endpoint; open unless a test shuts it.
  const std::wstring gate_name_ = folder_.path().filename().wstring();
  const win32::Handle gate_{CreateEventW(nullptr, TRUE, FALSE, gate_name_.c_str())};

 private:
  static std::filesystem::path Caller() {
    std::wstring name(32768, L'\0');
    name.resize(GetModuleFileNameW(nullptr, name.data(), static_cast<DWORD>(name.size())));
    return std::filesystem::path(name).parent_path() / "dll_caller.exe";
  }
};

TEST_F(RealDeath, DoesNotComeWithoutAFault) {
  EXPECT_EQ(Await(Start(L"")), 0U);
  EXPECT_EQ(Endpoints(), 1U);
}

TEST_F(RealDeath, ByKillIsBeforeOrAfterTheEffect) {
  EXPECT_EQ(Await(Start(L"HcnCreateEndpoint=kill")), kKilled);
  EXPECT_EQ(Endpoints(), 0U);
  EXPECT_EQ(Await(Start(L"HcnCreateEndpoint@after=kill")), kKilled);
  EXPECT_EQ(Endpoints(), 1U);
}

TEST_F(RealDeath, LeavesNoLockBehind) {
  EXPECT_EQ(Await(Start(L"HcnCreateEndpoint@after=kill")), kKilled);
  hcn_.DeleteNetwork(kNetworkId);
  EXPECT_EQ(Endpoints(), 0U);
}

TEST_F(RealDeath, DoesNotComeToAProcessThatHangs) {
  const win32::Handle process = Start(L"HcnCreateEndpoint=hang");
  WaitUntil([&] { return Logged("\"hang\""); });
  EXPECT_EQ(WaitForSingleObject(process.value(), 0), DWORD{WAIT_TIMEOUT});
  TerminateProcess(process.value(), 1);
  Await(process);
  EXPECT_EQ(Endpoints(), 0U);
}

TEST_F(RealDeath, OfTheCallerDoesNotStopALateCall) {
  EXPECT_EQ(Await(Start(L"HcnCreateEndpoint=late:20ms")), kKilled);
  WaitUntil([&] { return Endpoints() == 1; });
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
    EXPECT_FALSE(entry.path().filename().string().starts_with("late-")) << entry.path();
  }
}

TEST_F(RealDeath, OfTheCallerGivesItsOutputBackAtOnce) {
  HANDLE reading = nullptr;
  HANDLE writing = nullptr;
  SECURITY_ATTRIBUTES inherited = {sizeof inherited, nullptr, TRUE};
  ASSERT_NE(CreatePipe(&reading, &writing, &inherited, 0), 0);
  const win32::Handle end(reading);
  SetHandleInformation(reading, HANDLE_FLAG_INHERIT, 0);
  const win32::Handle process = Start(L"HcnCreateEndpoint=late:1s", writing);
  CloseHandle(writing);
  EXPECT_EQ(Await(process), kKilled);
  DWORD there = 0;
  EXPECT_EQ(PeekNamedPipe(reading, nullptr, 0, nullptr, &there, nullptr), 0)
      << "somebody still holds the pipe";
  WaitUntil([&] { return Endpoints() == 1; });
}

TEST_F(RealDeath, DoesNotComeOfManyProcessesOnOneHost) {
  constexpr int kProcesses = 16;
  ResetEvent(gate_.value());
  std::vector<win32::Handle> processes;
  for (int index = 0; index < kProcesses; ++index) processes.push_back(Start(L""));
  // Each has opened the network.
  const auto opened = [&] {
    const std::string log = ReadIfThere(LogFile()).value_or("");
    return std::ranges::count(log, '\n') == kProcesses;
  };
  WaitUntil(opened);
  SetEvent(gate_.value());
  std::vector<DWORD> codes;
  for (const auto& process : processes) codes.push_back(Await(process));
  EXPECT_EQ(std::ranges::count(codes, DWORD{0}), 1);
  EXPECT_EQ(std::ranges::count(codes, DWORD{1}), kProcesses - 1);
  EXPECT_EQ(Endpoints(), 1U);
  std::istringstream text(ReadIfThere(LogFile()).value_or(""));
  int lines = 0;
  for (std::string line; std::getline(text, line); ++lines) {
    EXPECT_TRUE(json::accept(line)) << line;
  }
  EXPECT_EQ(lines, 2 * kProcesses);
}

}  // namespace
}  // namespace hcn::simulator
