#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "plugin/process_io.h"

namespace support {

// A process without an operating system: given environment and stdin, remembered stdout and stderr,
// a clock that only Sleep moves on.
class FakeProcessIo : public plugin::ProcessIo {
 public:
  std::map<std::string, std::string, std::less<>> environment;
  std::string input;
  std::string output;
  std::string error;
  std::string reported;           // to the system's log of events, a line each
  bool output_is_broken = false;  // writing to stdout fails
  bool is_terminal = false;       // stdout
  // Sleep gives other threads a moment: whoever waits for one of them does not run out of a time
  // that passes for nobody else.
  bool has_neighbours = false;
  std::function<void()> while_it_sleeps;  // what happens on the node meanwhile

  std::chrono::nanoseconds age{0};
  std::chrono::seconds wall_clock{1'700'000'000};  // since 1970

  // The plugins in CNI_PATH: what each does when it is run.
  using Program = std::function<plugin::ProgramEnd(const plugin::ChildProgram&)>;
  std::map<std::string, Program, std::less<>> programs;

  // UDP ports that some other program has.
  std::set<std::uint16_t> busy_ports;

  std::string Environment(std::string_view name) override;
  std::string ReadInput(std::size_t most) override { return input.substr(0, most + 1); }
  std::string ReadInputBriefly(std::size_t most, std::chrono::milliseconds /*patience*/) override {
    return ReadInput(most);
  }
  void WriteOutput(std::string_view document) override;
  bool IsTerminal() override { return is_terminal; }
  void WriteError(std::string_view text) noexcept override { error += text; }
  void ReportError(std::string_view text) noexcept override {
    reported += std::string(text) + "\n";
  }
  std::chrono::steady_clock::time_point Now() override {
    return std::chrono::steady_clock::time_point(std::chrono::milliseconds(now_.load()));
  }
  std::chrono::system_clock::time_point WallClock() override {
    return std::chrono::system_clock::time_point(wall_clock);
  }
  std::chrono::nanoseconds Age() override { return age; }
  void Sleep(std::chrono::milliseconds time) override;
  bool IsUdpPortFree(std::uint16_t port) override { return !busy_ports.contains(port); }
  std::optional<std::filesystem::path> FindPlugin(std::string_view name) override;
  plugin::ProgramEnd RunProgram(const plugin::ChildProgram& program) override;
  void ExitNow(int code) override { exit_code_ = code; }

  [[nodiscard]] int exit_code() const { return exit_code_; }

 private:
  std::atomic<std::int64_t> now_{1'000'000};
  std::atomic<int> exit_code_{-1};
};

}  // namespace support
