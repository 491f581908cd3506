#pragma once

#include <utility>

namespace win32 {

// Owns one HANDLE that CloseHandle closes: a file, a process, a pipe.
class Handle {
 public:
  // Both of Windows' values for "none", null and INVALID_HANDLE_VALUE, are not open.
  explicit Handle(void* value = nullptr);
  Handle(Handle&& other) noexcept : value_(std::exchange(other.value_, nullptr)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle();

  [[nodiscard]] bool is_open() const { return value_ != nullptr; }
  [[nodiscard]] void* value() const { return value_; }

 private:
  void* value_;
};

}  // namespace win32
