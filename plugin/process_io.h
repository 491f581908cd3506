#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "plugin/child_program.h"

namespace plugin {

// stdin could not be read, stdout not be written, or another program not be started.
class IoError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The seam to the process: its environment, streams, clock and end.
class ProcessIo {
 public:
  ProcessIo() = default;
  ProcessIo(const ProcessIo&) = delete;
  ProcessIo& operator=(const ProcessIo&) = delete;
  virtual ~ProcessIo() = default;

  // UTF-8; empty for a variable that is not set: the callers make no difference.
  [[nodiscard]] virtual std::string Environment(std::string_view name) = 0;

  // stdin to its end, or to one byte more than `most`. Throws IoError.
  [[nodiscard]] virtual std::string ReadInput(std::size_t most) = 0;
  // As ReadInput, but nothing when stdin is a terminal, and what came when `patience` is over.
  [[nodiscard]] virtual std::string ReadInputBriefly(std::size_t most,
                                                     std::chrono::milliseconds patience) = 0;

  // The one document of this process. Throws IoError when it did not all get out.
  virtual void WriteOutput(std::string_view document) = 0;
  // Whether people read stdout on a terminal that understands escape sequences (ECMA-48); has a
  // console of Windows understand them.
  [[nodiscard]] virtual bool IsTerminal() { return false; }
  // For people; failures are ignored.
  virtual void WriteError(std::string_view text) noexcept = 0;

  // Tells the system's log of events about a failure, where the system has one that administrators
  // watch (Windows: the Application log, source hcn-slice); failures are ignored.
  virtual void ReportError(std::string_view text) noexcept;

  // Monotonic; and the wall clock for people.
  [[nodiscard]] virtual std::chrono::steady_clock::time_point Now() = 0;
  [[nodiscard]] virtual std::chrono::system_clock::time_point WallClock() = 0;
  // How long this process has been there before anybody could look at a clock: on Windows the time,
  // elsewhere the processor's time, since it was started.
  [[nodiscard]] virtual std::chrono::nanoseconds Age();
  virtual void Sleep(std::chrono::milliseconds time) = 0;

  // Whether the host lets a UDP port be bound: nobody has it, and it is in no range that the system
  // keeps back. True where that cannot be told.
  [[nodiscard]] virtual bool IsUdpPortFree(std::uint16_t port);

  // Another CNI plugin of this host: where CNI_PATH has it, and what becomes of running it
  // (child_program.h).
  [[nodiscard]] virtual std::optional<std::filesystem::path> FindPlugin(std::string_view name);
  [[nodiscard]] virtual ProgramEnd RunProgram(const ChildProgram& program);

  // Ends the process at once: no destructor, no atexit function.
  virtual void ExitNow(int code) = 0;
};

// The real process.
[[nodiscard]] std::unique_ptr<ProcessIo> MakeProcessIo();

}  // namespace plugin
