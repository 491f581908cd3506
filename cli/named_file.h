#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "cli/host.h"

namespace cli {

// The JSON in a file that the command line names; "-" is stdin, which errors call `stdin_name`.
// Throws UsageError when there is no such file, conf::Error when it holds no JSON.
[[nodiscard]] nlohmann::json ReadJson(const std::string& file, const Host& host,
                                      std::string_view stdin_name = "stdin");

enum class Durable { kNo, kYes };

// Writes the file in one step: whoever reads or watches it sees all of it, or what was there
// before. `file` is absolute, and its folder exists. Throws state::FileError.
void WriteWhole(state::FileSystem& files, const std::filesystem::path& file,
                std::string_view content, Durable durable);

}  // namespace cli
