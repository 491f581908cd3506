#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "win32/error.h"
#include "win32/handle.h"

namespace state {

// Throws FileError: "cannot <operation> <path>: <what Windows says>".
[[noreturn]] void ThrowWin32(std::string_view operation, const std::filesystem::path& path,
                             win32::ErrorCode code);

// The form of an absolute path that has no limit of 260 characters: \\?\C:\... or \\?\UNC\...
[[nodiscard]] std::wstring LongForm(const std::filesystem::path& path);

// There is no file or folder of that name.
[[nodiscard]] bool MeansAbsent(win32::ErrorCode code);

// Calls `attempt`, which gives 0 or an error, again for a moment while that error may pass:
// somebody else has the file open in a way that is in ours, or it is about to vanish. Gives the
// last one.
[[nodiscard]] win32::ErrorCode Patiently(const std::function<win32::ErrorCode()>& attempt);

// What CreateFileW is asked for; always with every kind of sharing, never through a link.
struct Access {
  std::uint32_t rights;
  std::uint32_t disposition;
};

// A file, or the error in its place. New ones get the access list of file_system_win32.h.
struct Opened {
  win32::Handle handle;
  win32::ErrorCode error = 0;
};
[[nodiscard]] Opened Open(const std::filesystem::path& path, const Access& access);

// Makes one folder with that access list.
[[nodiscard]] win32::ErrorCode MakeFolder(const std::filesystem::path& folder);

// Of the name itself, not of what a link leads to.
enum class Kind { kNone, kFile, kFolder, kOther };
[[nodiscard]] Kind KindOf(const std::filesystem::path& path);

// Throws FileError when what is open is a folder, a link or a device.
void MustBeRegular(const win32::Handle& handle, std::string_view operation,
                   const std::filesystem::path& file);

}  // namespace state
