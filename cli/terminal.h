#pragma once

#include <string_view>

#include "plugin/process_io.h"

namespace cli {

// Whether what `io` prints is to be styled (style.h): where stdout is a terminal and NO_COLOR is
// not set (https://no-color.org).
[[nodiscard]] bool ShowsStyles(plugin::ProcessIo& io);

// The process of a command that people run in a terminal: what it prints may hold names that others
// chose, and none of them reaches the terminal as a control character (hcn::Printable).
class Terminal final : public plugin::ProcessIo {
 public:
  // `io` must outlive it.
  explicit Terminal(plugin::ProcessIo& io);

  void WriteOutput(std::string_view document) override;
  [[nodiscard]] bool IsTerminal() override { return io_.IsTerminal(); }
  void WriteError(std::string_view text) noexcept override;

  [[nodiscard]] std::string Environment(std::string_view name) override {
    return io_.Environment(name);
  }
  [[nodiscard]] std::string ReadInput(std::size_t most) override { return io_.ReadInput(most); }
  [[nodiscard]] std::string ReadInputBriefly(std::size_t most,
                                             std::chrono::milliseconds patience) override {
    return io_.ReadInputBriefly(most, patience);
  }
  [[nodiscard]] std::chrono::steady_clock::time_point Now() override { return io_.Now(); }
  [[nodiscard]] std::chrono::system_clock::time_point WallClock() override {
    return io_.WallClock();
  }
  void Sleep(std::chrono::milliseconds time) override { io_.Sleep(time); }
  [[nodiscard]] bool IsUdpPortFree(std::uint16_t port) override { return io_.IsUdpPortFree(port); }
  void ExitNow(int code) override { io_.ExitNow(code); }

 private:
  plugin::ProcessIo& io_;
  bool shows_styles_;
};

}  // namespace cli
