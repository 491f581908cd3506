#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace support {

// "/state" as this platform writes an absolute path: on Windows with a drive before it.
[[nodiscard]] inline std::string Absolute(std::string_view path) {
  // Only there does "C:" name a drive; elsewhere it is the name of a file.
  return std::filesystem::path("C:").root_name().string() + std::string(path);
}

}  // namespace support
