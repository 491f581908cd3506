#pragma once

#include <filesystem>
#include <string>

namespace state {

// Why others than SYSTEM, the administrators, Windows' own installer and this process's user may
// have made the folder or may change what is in it, and what to do, as half a sentence; empty when
// nobody else may. What denies access is not counted. Throws FileError.
// Source: https://learn.microsoft.com/windows/security/identity-protection/access-control/
[[nodiscard]] std::string WhyOthersRuleIn(const std::filesystem::path& folder);

}  // namespace state
