#pragma once

#include <filesystem>
#include <string_view>

#include "state/file_system.h"

namespace state {

// Keeps a copy of what could not be understood in `<state_dir>/quarantine/`, with the reason beside
// it, durably; once for each different content of a name (FORMAT.md, "Quarantine"). Throws
// FileError.
void Quarantine(FileSystem& files, const std::filesystem::path& state_dir, std::string_view name,
                std::string_view content, std::string_view reason);

}  // namespace state
