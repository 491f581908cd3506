#include "cli/key_rules.h"

#include <algorithm>
#include <array>
#include <set>

#include "cli/nearest.h"
#include "conf/net_conf_keys.h"
#include "conf/text.h"
#include "conf/value.h"
#include "ipam/subnet.h"

namespace cli {
namespace {

using conf::Quoted;
using conf::Value;
using nlohmann::json;

// What has keys that others than we define, or that have a rule of their own.
constexpr std::array<std::string_view, 5> kOpen{"args", "capabilities", "ipam", "prevResult",
                                                "runtimeConfig"};
constexpr std::array<std::string_view, 5> kSliceKeys{"subnet", "rangeStart", "rangeEnd", "gateway",
                                                     "reserved"};
// Read by all plugins, or put there by the runtime.
constexpr std::array<std::string_view, 5> kOtherKeys{
    "cniVersion", "cniVersions", "name", "cni.dev/valid-attachments", "cni.dev/attachments"};

// What other plugins for Windows call it: win-overlay, win-bridge, sdnbridge, azure-vnet.
struct OtherName {
  std::string_view theirs;
  std::string_view ours;
};
constexpr auto kOtherNames = std::to_array<OtherName>({
    {"endpointMacPrefix", "macPrefix"},
    {"clusterNetworkPrefix", "clusterCIDRs"},
    {"podCIDR", "slice"},
    {"subnet", "slice"},
    {"mode", "network.type"},
    {"master", "network.adapter"},
    {"bridge", "network.name"},
    {"optionalFlags", "loopbackDSR"},
});

// The keys that may be in the object at `path`; empty where any may.
std::set<std::string_view> KnownKeys(std::string_view path) {
  std::set<std::string_view> known;
  for (const conf::Key& key : conf::NetConfKeys()) {
    std::string_view rest = key.path;
    if (!path.empty()) {
      if (!rest.starts_with(path) || rest.substr(path.size(), 1) != ".") continue;
      rest.remove_prefix(path.size() + 1);
    }
    known.insert(rest.substr(0, rest.find('.')));
  }
  if (path.empty()) known.insert(kOtherKeys.begin(), kOtherKeys.end());
  return known;
}

std::string Meant(std::string_view key, const std::set<std::string_view>& known) {
  const auto other = std::ranges::find(kOtherNames, key, &OtherName::theirs);
  if (other != kOtherNames.end()) return "; here that is " + std::string(other->ours);
  const std::vector<std::string_view> names(known.begin(), known.end());
  const std::string_view nearest = Nearest(key, names);
  return nearest.empty() ? "" : "; " + std::string(nearest) + " may be meant";
}

// The path of a member, and of an element.
std::string Below(const std::string& path, const std::string& key) {
  if (path.empty()) return key;
  std::string below = path;
  return below.append(".").append(key);
}

std::string Element(const std::string& path, const std::string& index) {
  std::string element = path;
  return element.append("[").append(index).append("]");
}

void CheckKeysOf(const Value& object, const std::string& path,
                 const std::set<std::string_view>& known, const std::string& plugin,
                 Remarks& remarks) {
  if (!object.IsObject()) return;
  for (const auto& [key, value] : object.Object().items()) {
    if (known.contains(key)) continue;
    const std::string whole = Below(path, key);
    remarks.AddToKey(rule::kUnknownKey, PathInFile(plugin, whole),
                     whole + " is no key of hcn-slice, which does not read it" + Meant(key, known));
  }
}

void CheckSliceKeys(const Value& slice, const std::string& plugin, Remarks& remarks) {
  const std::set<std::string_view> known(kSliceKeys.begin(), kSliceKeys.end());
  CheckKeysOf(slice, slice.path(), known, plugin, remarks);
  if (!slice.IsList()) return;
  for (const Value& element : slice.Elements()) {
    CheckKeysOf(element, element.path(), known, plugin, remarks);
  }
}

bool IsUpper(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

// "__CNI_MTU__", anywhere in the text.
bool HasUnderscored(std::string_view text) {
  const std::size_t start = text.find("__");
  if (start == std::string_view::npos) return false;
  const std::size_t end = text.find("__", start + 3);
  return end != std::string_view::npos &&
         std::ranges::all_of(text.substr(start, end - start), IsUpper);
}

bool HasPair(std::string_view text, std::string_view open, std::string_view close) {
  const std::size_t start = text.find(open);
  return start != std::string_view::npos && text.find(close, start) != std::string_view::npos;
}

bool IsPlaceholder(std::string_view text) {
  const std::string upper = conf::ToUpper(text);
  const bool is_bracketed = text.size() > 2 && text.front() == '<' && text.back() == '>';
  return is_bracketed || HasPair(text, "${", "}") || HasPair(text, "{{", "}}") ||
         HasUnderscored(text) || upper.find("CHANGE_ME") != std::string::npos ||
         upper.find("CHANGEME") != std::string::npos;
}

// Calls `visit` with each string below the value, and its path.
template <typename Visit>
void ForEachString(const json& value, const std::string& path, const Visit& visit) {
  if (value.is_string()) visit(path, value.get_ref<const std::string&>());
  if (!value.is_structured()) return;
  for (const auto& [key, child] : value.items()) {
    ForEachString(child, value.is_array() ? Element(path, key) : Below(path, key), visit);
  }
}

void CheckPrefix(const std::string& text, const std::string& path, const std::string& plugin,
                 Remarks& remarks) {
  try {
    const auto subnet = ipam::Subnet::ParseNormalised(text);
    const auto address = ipam::IpAddress::Parse(text.substr(0, text.find('/')));
    if (address == subnet.first()) return;
    remarks.Add(rule::kHostBits, PathInFile(plugin, path),
                path + ": " + Quoted(text) + " has host bits set; " + subnet.ToString() +
                    " is what HCN gets");
  } catch (const ipam::Error&) {
    return;  // the parser has said so
  }
}

bool IsPrefixSetting(std::string_view path) {
  if (path.find("olicies") == std::string_view::npos && !path.starts_with("AdditionalArgs") &&
      !path.starts_with("HcnPolicyArgs")) {
    return false;
  }
  return path.ends_with(".DestinationPrefix") ||
         path.find(".Exceptions[") != std::string_view::npos ||
         path.find(".ExceptionList[") != std::string_view::npos;
}

}  // namespace

std::string PathInFile(const std::string& plugin, const std::string& path) {
  if (plugin.empty() || path == "name" || path == "cniVersion") return path;
  return path.empty() ? plugin : plugin + "." + path;
}

void CheckPlaceholders(const conf::ListedPlugin& plugin, Remarks& remarks) {
  ForEachString(plugin.conf, "", [&](const std::string& path, const std::string& text) {
    if (!IsPlaceholder(text)) return;
    remarks.Add(rule::kPlaceholder, PathInFile(plugin.path, path),
                path + " still holds the placeholder " + Quoted(text));
  });
}

void CheckKeys(const conf::ListedPlugin& plugin, Remarks& remarks) {
  const Value root(plugin.conf, "the plugin");
  const std::set<std::string_view> top = KnownKeys("");
  CheckKeysOf(root, "", top, plugin.path, remarks);
  for (const std::string_view key : top) {
    if (std::ranges::find(kOpen, key) != kOpen.end()) continue;
    const auto known = KnownKeys(key);
    if (!known.empty()) {
      CheckKeysOf(root.Member(key), std::string(key), known, plugin.path, remarks);
    }
  }
  CheckSliceKeys(root.Member("slice"), plugin.path, remarks);
}

void CheckHostBits(const conf::ListedPlugin& plugin, Remarks& remarks) {
  ForEachString(plugin.conf, "", [&](const std::string& path, const std::string& text) {
    const bool is_cidr = path.starts_with("clusterCIDRs[") || path.starts_with("serviceCIDRs[");
    if (is_cidr || IsPrefixSetting(path)) CheckPrefix(text, path, plugin.path, remarks);
  });
}

}  // namespace cli
