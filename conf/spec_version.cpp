#include "conf/spec_version.h"

#include <algorithm>

namespace conf {

std::optional<SpecVersion> ParseSpecVersion(std::string_view text) {
  const auto found = std::find(kSupportedVersions.begin(), kSupportedVersions.end(), text);
  if (found == kSupportedVersions.end()) {
    return std::nullopt;
  }
  return static_cast<SpecVersion>(found - kSupportedVersions.begin());
}

std::string_view ToString(SpecVersion version) {
  return kSupportedVersions.at(static_cast<std::size_t>(version));
}

std::string SupportedVersionsText() {
  std::string text;
  for (const std::string_view version : kSupportedVersions) {
    text.append(text.empty() ? "" : ", ").append(version);
  }
  return text;
}

}  // namespace conf
