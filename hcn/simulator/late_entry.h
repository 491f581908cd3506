#pragma once

#include <filesystem>

namespace hcn::simulator {

// Windows cannot fork: a late call is finished by rundll32, which loads the simulator's DLL and
// calls this export of it, by the name without the W, with a file's name as its argument
// (https://learn.microsoft.com/windows-server/administration/windows-commands/rundll32).
inline constexpr char kLateEntry[] = "FinishLateCallW";
inline constexpr wchar_t kLateName[] = L"FinishLateCall";

// Takes the order out of `file`, which is in the host's folder, waits for its time and makes the
// call. Throws what the call throws.
void FinishLateCall(const std::filesystem::path& file);

}  // namespace hcn::simulator
