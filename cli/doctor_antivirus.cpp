#include <algorithm>

#include "cli/conf_folder.h"
#include "cli/doctor_checks.h"
#include "conf/text.h"

namespace cli {
namespace {

// With one kind of separator, none at the end, and in one case, as Windows compares.
std::string Comparable(const std::filesystem::path& path) {
  std::string text = conf::ToLower(conf::ToUtf8(path));
  std::ranges::replace(text, '\\', '/');
  while (text.ends_with('/')) text.pop_back();
  return text;
}

bool Covers(const std::filesystem::path& exclusion, const std::filesystem::path& path) {
  const std::string folder = Comparable(exclusion);
  const std::string inner = Comparable(path);
  return inner == folder || inner.starts_with(folder + "/");
}

}  // namespace

void CheckAntivirus(Examination& examination) {
  const auto& exclusions = examination.surroundings.antivirus_exclusions;
  if (!exclusions) {
    return examination.Add("not-looked-at",
                           "antivirus exclusions: " + examination.surroundings.why_not);
  }
  const std::vector<std::filesystem::path> opened{examination.session.conf.state_dir,
                                                  ContainerdPluginFolder(examination.host.io)};
  std::string scanned;
  for (const auto& path : opened) {
    const bool is_excluded = std::ranges::any_of(
        *exclusions, [&](const auto& exclusion) { return Covers(exclusion, path); });
    if (!is_excluded) scanned += (scanned.empty() ? "'" : ", '") + conf::ToUtf8(path) + "'";
  }
  if (scanned.empty()) {
    examination.Add("antivirus-excluded", "Defender's exclusions hold the folders of hcn-slice");
  } else {
    examination.Add("antivirus-scans", "Defender's exclusions do not hold " + scanned, scanned);
  }
}

}  // namespace cli
