#include "conf/net_conf_values.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "conf/conflist.h"
#include "conf/identifiers.h"
#include "conf/mac.h"
#include "conf/text.h"

namespace conf {
namespace {

constexpr std::array<std::string_view, 7> kNetworkTypes{
    "NAT", "Internal", "Private", "L2Bridge", "L2Tunnel", "Overlay", "Transparent"};

// What spdlog::level::from_str takes.
constexpr std::array<std::string_view, 9> kLogLevels{
    "trace", "debug", "info", "warn", "warning", "err", "error", "critical", "off"};

constexpr std::array<std::string_view, 3> kClusterPolicies{"OutBoundNAT", "SDNRoute", "ACL"};

struct ClusterPolicyMode {
  std::string_view name;
  ClusterPolicies::Mode mode;
};

constexpr std::array<ClusterPolicyMode, 3> kClusterPolicyModes{{
    {"auto", ClusterPolicies::Mode::kAuto},
    {"all", ClusterPolicies::Mode::kAll},
    {"none", ClusterPolicies::Mode::kNone},
}};

constexpr std::uint64_t kLongestTimeout = 600;

std::string Listed(std::span<const std::string_view> names) {
  std::string text;
  for (const std::string_view name : names) {
    text.append(text.empty() ? "" : ", ").append(name);
  }
  return text;
}

std::string ParseOneOf(const Value& value, std::span<const std::string_view> names) {
  std::string text = value.String();
  if (std::find(names.begin(), names.end(), text) == names.end()) {
    value.FailExpecting("one of " + Listed(names));
  }
  return text;
}

// The name behind the prefix of an owner; absent when it has another prefix.
std::optional<std::string_view> NameBehind(std::string_view prefix, std::string_view owner) {
  return owner.starts_with(prefix) ? std::optional(owner.substr(prefix.size())) : std::nullopt;
}

bool IsOwner(std::string_view owner) {
  if (owner == "base" || owner == "shared-nat") {
    return true;
  }
  for (const std::string_view prefix : {"service:", "iso:"}) {
    if (const auto name = NameBehind(prefix, owner)) {
      return !WhyNoNetworkName(*name);
    }
  }
  return false;
}

bool IsGuid(std::string_view text) {
  constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return std::equal(
      text.begin(), text.end(), kForm.begin(), kForm.end(),
      [](char actual, char form) { return form == 'x' ? IsHexDigit(actual) : actual == form; });
}

// "C:\\run" or "C:/run".
bool HasDrive(std::string_view path) {
  const std::string_view letter = path.substr(0, 1);
  return path.size() > 2 && ToLower(letter) >= "a" && ToLower(letter) <= "z" && path[1] == ':' &&
         (path[2] == '/' || path[2] == '\\');
}

std::string_view WithoutExe(std::string_view name) {
  constexpr std::string_view kExe = ".exe";
  const bool has_it = name.size() >= kExe.size() &&
                      EqualsIgnoringCase(name.substr(name.size() - kExe.size()), kExe);
  return has_it ? name.substr(0, name.size() - kExe.size()) : name;
}

}  // namespace

std::filesystem::path ParseAbsolutePath(const Value& value) {
  const std::string text = value.String();
  std::filesystem::path path = ToPath(text);
  // A configuration for Windows is right on whatever system it is looked at.
  const bool is_elsewhere = value.NotesErrors() && HasDrive(text);
  if (!path.is_absolute() && !is_elsewhere) {
    value.FailExpecting("an absolute path");
  }
  return path;
}

std::string ParseOwner(const Value& value) {
  std::string owner = value.String();
  if (!IsOwner(owner)) {
    value.FailExpecting("base, shared-nat, service:<name> or iso:<name>");
  }
  return owner;
}

std::string ParseOwnerTag(const Value& value) {
  std::string tag = value.String();
  if (const auto why = WhyNoOwnerTag(tag)) {
    value.FailInvalid(*why);
  }
  return tag;
}

std::string ParseIpamType(const Value& value, std::string_view own_type) {
  std::string type = value.String();
  if (type.find_first_of("/\\:") != std::string::npos) {
    value.FailExpecting("the name of a plugin in CNI_PATH, without a path");
  }
  for (const std::string_view own : {kOurType, own_type}) {
    if (EqualsIgnoringCase(WithoutExe(type), WithoutExe(own))) {
      value.FailInvalid("is " + Quoted(type) +
                        ", which is this program itself; it hands out addresses by slice");
    }
  }
  return type;
}

std::string ParseNetworkType(const Value& value) {
  const std::string text = value.String();
  const auto found = std::find_if(kNetworkTypes.begin(), kNetworkTypes.end(),
                                  [&](auto type) { return EqualsIgnoringCase(type, text); });
  if (found == kNetworkTypes.end()) {
    value.FailExpecting("one of " + Listed(kNetworkTypes));
  }
  return std::string(*found);
}

std::string ParseGuid(const Value& value) {
  const std::string text = value.String();
  if (!IsGuid(text)) {
    value.FailExpecting("a GUID of 36 characters");
  }
  return ToLower(text);
}

std::string ParseMacPrefixKey(const Value& value) {
  const auto prefix = ParseMacPrefix(value.String());
  if (!prefix) {
    value.FailExpecting("the first two bytes of a unicast MAC address, like 0E-2A");
  }
  return *prefix;
}

std::string ParseLogLevel(const Value& value) { return ParseOneOf(value, kLogLevels); }

std::chrono::seconds ParseTimeout(const Value& value) {
  return std::chrono::seconds(value.Whole(1, kLongestTimeout));
}

NamespacePolicy ParseNamespacePolicy(const Value& value) {
  constexpr std::array<std::string_view, 2> kPolicies{"ifMissing", "join"};
  return ParseOneOf(value, kPolicies) == "join" ? NamespacePolicy::kJoin
                                                : NamespacePolicy::kIfMissing;
}

ClusterPolicies ParseClusterPolicies(const Value& value) {
  ClusterPolicies policies;
  if (value.IsList()) {
    policies.mode = ClusterPolicies::Mode::kListed;
    value.EachElement([&](const Value& element) {
      policies.listed.push_back(ParseOneOf(element, kClusterPolicies));
    });
    return policies;
  }
  const std::string text = value.String();
  const auto found = std::find_if(kClusterPolicyModes.begin(), kClusterPolicyModes.end(),
                                  [&](const auto& known) { return known.name == text; });
  if (found == kClusterPolicyModes.end()) {
    value.FailExpecting("auto, all, none or a list of " + Listed(kClusterPolicies));
  }
  policies.mode = found->mode;
  return policies;
}

}  // namespace conf
