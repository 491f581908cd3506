#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace conf {

// The text in quotes and escaped as JSON does it, for messages: always valid UTF-8, control
// characters visible, long text cut.
[[nodiscard]] std::string Quoted(std::string_view text);

// Control characters, which a terminal might obey, as JSON escapes them.
[[nodiscard]] std::string WithControlsEscaped(std::string_view text);

// ASCII only, so that no locale can change it.
[[nodiscard]] std::string ToLower(std::string_view text);
[[nodiscard]] std::string ToUpper(std::string_view text);
[[nodiscard]] bool EqualsIgnoringCase(std::string_view a, std::string_view b);
[[nodiscard]] bool IsAsciiLetterOrDigit(char c);
[[nodiscard]] bool IsHexDigit(char c);

// Without the blanks, tabs and line ends around it.
[[nodiscard]] std::string_view Trimmed(std::string_view text);

// What stands between commas, without blanks; at least one part, which may be empty.
[[nodiscard]] std::vector<std::string> SplitAtCommas(std::string_view text);

// Between our UTF-8 and the platform's paths, with '/' kept as it was written.
[[nodiscard]] std::filesystem::path ToPath(std::string_view utf8);
[[nodiscard]] std::string ToUtf8(const std::filesystem::path& path);

}  // namespace conf
