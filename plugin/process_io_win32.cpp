#include <windows.h>

#include <algorithm>
#include <array>
#include <thread>

#include "plugin/process_io.h"
#include "win32/error.h"
#include "win32/text.h"

namespace plugin {
namespace {

using std::chrono::steady_clock;

// Most configurations fit; and each is cleared before it is read into.
constexpr std::size_t kChunk = std::size_t{4} * 1024;
constexpr std::chrono::milliseconds kPause{2};

[[noreturn]] void Fail(const char* what) {
  throw IoError(std::string(what) + ": " + win32::Describe(GetLastError()));
}

bool IsConsole(HANDLE stream) {
  DWORD mode = 0;
  return GetConsoleMode(stream, &mode) != 0;
}

// Whether the pipe has something, or its end, to read before `end`.
bool IsReadableBefore(HANDLE pipe, steady_clock::time_point end) {
  do {
    DWORD available = 0;
    const bool is_open = PeekNamedPipe(pipe, nullptr, 0, nullptr, &available, nullptr) != 0;
    if (!is_open || available > 0) return true;
    std::this_thread::sleep_for(kPause);
  } while (steady_clock::now() < end);
  return false;
}

// A console takes UTF-16, whatever its code page; everything else takes our bytes as they are.
bool WriteSome(HANDLE stream, std::string_view& text) {
  if (IsConsole(stream)) {
    const std::wstring wide = win32::ToWide(text);
    text = {};
    return WriteConsoleW(stream, wide.data(), static_cast<DWORD>(wide.size()), nullptr, nullptr) !=
           0;
  }
  DWORD written = 0;
  const auto size = static_cast<DWORD>(std::min(text.size(), kChunk));
  if (WriteFile(stream, text.data(), size, &written, nullptr) == 0) return false;
  text.remove_prefix(written);
  return true;
}

class Win32ProcessIo final : public ProcessIo {
 public:
  std::string Environment(std::string_view name) override {
    const std::wstring wide = win32::ToWide(name);
    std::wstring value;
    // The size that is needed counts the NUL at the end; another thread may set a longer value.
    for (DWORD size = 128; size > value.size();) {
      value.resize(size);
      size = GetEnvironmentVariableW(wide.c_str(), value.data(), size);
      if (size < value.size()) value.resize(size);
    }
    return win32::ToUtf8(value);
  }

  std::string ReadInput(std::size_t most) override {
    std::string input;
    while (ReadChunk(input, most + 1)) {
    }
    return input;
  }

  std::string ReadInputBriefly(std::size_t most, std::chrono::milliseconds patience) override {
    const HANDLE stream = GetStdHandle(STD_INPUT_HANDLE);
    std::string input;
    if (IsConsole(stream)) return input;
    const bool may_wait = GetFileType(stream) == FILE_TYPE_PIPE;
    const auto end = Now() + patience;
    while ((!may_wait || IsReadableBefore(stream, end)) && ReadChunk(input, most + 1)) {
    }
    return input;
  }

  void WriteOutput(std::string_view document) override {
    const HANDLE stream = GetStdHandle(STD_OUTPUT_HANDLE);
    while (!document.empty()) {
      if (!WriteSome(stream, document)) Fail("writing the result to stdout");
    }
  }

  bool IsTerminal() override {
    const HANDLE stream = GetStdHandle(STD_OUTPUT_HANDLE);
    DWORD mode = 0;
    return GetConsoleMode(stream, &mode) != 0 &&
           SetConsoleMode(stream, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
  }

  void WriteError(std::string_view text) noexcept override {
    const HANDLE stream = GetStdHandle(STD_ERROR_HANDLE);
    while (!text.empty() && WriteSome(stream, text)) {
    }
  }

  steady_clock::time_point Now() override { return steady_clock::now(); }
  std::chrono::system_clock::time_point WallClock() override {
    return std::chrono::system_clock::now();
  }
  void Sleep(std::chrono::milliseconds time) override { std::this_thread::sleep_for(time); }
  void ExitNow(int code) override {
    TerminateProcess(GetCurrentProcess(), static_cast<UINT>(code));
  }

 private:
  // False at the end of the input, and when there are `most` bytes of it.
  static bool ReadChunk(std::string& input, std::size_t most) {
    std::array<char, kChunk> chunk{};
    const auto room = static_cast<DWORD>(std::min(chunk.size(), most - input.size()));
    if (room == 0) return false;
    DWORD got = 0;
    if (ReadFile(GetStdHandle(STD_INPUT_HANDLE), chunk.data(), room, &got, nullptr) == 0) {
      // A pipe ends when its last writer closes it.
      if (GetLastError() != ERROR_BROKEN_PIPE) Fail("reading the network configuration from stdin");
      return false;
    }
    input.append(chunk.data(), got);
    return got > 0;
  }
};

}  // namespace

std::unique_ptr<ProcessIo> MakeProcessIo() { return std::make_unique<Win32ProcessIo>(); }

}  // namespace plugin
