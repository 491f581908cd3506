#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace conf {

// The versions of the CNI specification, oldest first; ordered.
enum class SpecVersion { k010, k020, k030, k031, k040, k100, k110 };

inline constexpr std::array<std::string_view, 7> kSupportedVersions{
    "0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0"};
inline constexpr SpecVersion kNewestVersion = SpecVersion::k110;

// Exact: "1.1", "v1.1.0" and " 1.1.0" are no versions.
[[nodiscard]] std::optional<SpecVersion> ParseSpecVersion(std::string_view text);
[[nodiscard]] std::string_view ToString(SpecVersion version);

// "0.1.0, 0.2.0, …", for messages.
[[nodiscard]] std::string SupportedVersionsText();

}  // namespace conf
