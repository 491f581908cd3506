#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>

#include "conf/error.h"
#include "conf/named.h"
#include "conf/net_conf.h"
#include "conf/slices.h"
#include "conf/text.h"

namespace conf {
namespace {

// The last value of the key in a file of KEY=VALUE lines; empty when there is none. Everything else
// in the file is flannel's business.
std::string_view EnvValue(std::string_view content, std::string_view key) {
  std::string_view value;
  while (!content.empty()) {
    const std::size_t end = std::min(content.find('\n'), content.size());
    const std::string_view line = Trimmed(content.substr(0, end));
    if (line.starts_with(key) && line.substr(key.size()).starts_with('=')) {
      value = Trimmed(line.substr(key.size() + 1));
    }
    content.remove_prefix(std::min(end + 1, content.size()));
  }
  return value;
}

// Empty when the text is no JSON object or holds no such string.
std::string JsonSliceCidr(std::string_view content) {
  const auto document = nlohmann::json::parse(content.begin(), content.end(), nullptr, false);
  const auto found = document.find("slice_cidr");
  return found != document.end() && found->is_string() ? found->get<std::string>() : "";
}

std::vector<std::string> SubnetTexts(std::string_view content) {
  if (content.starts_with('{')) {
    return {JsonSliceCidr(content)};
  }
  return {std::string(EnvValue(content, "FLANNEL_SUBNET")),
          std::string(EnvValue(content, "FLANNEL_IPV6_SUBNET"))};
}

}  // namespace

std::vector<ipam::Slice> ParseSliceFile(std::string_view content,
                                        const std::filesystem::path& file) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (content.starts_with(kByteOrderMark)) {
    content.remove_prefix(kByteOrderMark.size());
  }
  const std::string name = "sliceFile " + ToUtf8(file);
  std::vector<ipam::Slice> slices;
  for (const std::string& text : SubnetTexts(Trimmed(content))) {
    if (!text.empty()) {
      slices.push_back(Named(Problem::kInvalid, name, [&] {
        return ipam::Slice({ipam::Subnet::ParseNormalised(text), {}, {}, {}, {}});
      }));
    }
  }
  if (slices.empty()) {
    throw Error(Problem::kInvalid,
                name + " holds neither FLANNEL_SUBNET nor a JSON object with slice_cidr");
  }
  return OnePerFamily(std::move(slices), name);
}

}  // namespace conf
