#include "cli/list_rules.h"

#include <algorithm>
#include <array>

#include "cli/nearest.h"
#include "conf/conflist.h"
#include "conf/error.h"
#include "conf/net_conf.h"
#include "conf/spec_version.h"
#include "conf/text.h"
#include "conf/value.h"

namespace cli {
namespace {

using conf::kOurType;
using conf::Quoted;
using conf::Value;
using nlohmann::json;

constexpr std::array<std::string_view, 7> kListKeys{
    "cniVersion", "cniVersions",           "name", "plugins", "disableCheck",
    "disableGC",  "loadOnlyInlinedPlugins"};

// One letter more, less or other; "hcn_slice", "hcnslice.exe".
constexpr std::size_t kMostTypos = 2;

bool IsList(const json& document) { return document.is_object() && document.contains("plugins"); }

void CheckListKeys(const json& list, Remarks& remarks) {
  for (const auto& [key, value] : list.items()) {
    if (std::ranges::find(kListKeys, key) != kListKeys.end()) continue;
    const std::string_view nearest = Nearest(key, kListKeys);
    remarks.AddToKey(rule::kUnknownKey, key,
                     key + " is no key of a list, and nobody reads it here" +
                         (nearest.empty() ? "; keys of a plugin go into its own entry"
                                          : "; " + std::string(nearest) + " may be meant"));
  }
}

bool IsOurs(std::string_view type) { return type == kOurType; }

void CheckType(const std::string& type, const std::string& path, Remarks& remarks) {
  if (IsOurs(type)) return;
  std::string_view stem = type;
  if (stem.ends_with(".exe")) stem.remove_suffix(4);
  if (EditDistance(stem, kOurType) <= kMostTypos) {
    remarks.Add(rule::kSimilarType, path + (path.empty() ? "type" : ".type"),
                "type is " + Quoted(type) + "; hcn-slice reads only what is of type \"hcn-slice\"");
    return;
  }
  remarks.Add(rule::kForeignPlugin, path,
              "the plugin of type " + Quoted(type) + " is not ours and was not looked into");
}

// Whether it is of our type.
bool CheckEntry(const Value& entry, const std::string& path, Remarks& remarks) {
  try {
    const std::string type = entry.Member("type").String();
    CheckType(type, path, remarks);
    return IsOurs(type);
  } catch (const conf::Error& error) {
    remarks.Add(rule::kList, error.path(), error.what());
    return false;
  }
}

void CheckEntries(const Value& list, Remarks& remarks) {
  const Value plugins = list.Member("plugins");
  bool has_ours = false;
  try {
    if (!plugins.HoldsSomething()) plugins.FailInvalid("names no plugin");
    for (const Value& entry : plugins.Elements()) {
      has_ours = CheckEntry(entry, entry.path(), remarks) || has_ours;
    }
  } catch (const conf::Error& error) {
    remarks.Add(rule::kList, error.path(), error.what());
    return;
  }
  if (!has_ours) {
    remarks.Add(rule::kNoPlugin, "plugins", "no plugin of type \"hcn-slice\" is in this list");
  }
}

// Runtimes read these into a string, and take nothing of a configuration where they cannot.
void CheckTexts(const Value& list, Remarks& remarks) {
  for (const char* key : {"cniVersion", "name"}) {
    const Value value = list.Member(key);
    if (!value.Present() || value.IsString()) continue;
    remarks.Add(rule::kWrongType, key, std::string(key) + " must be a string");
  }
}

void CheckVersions(const Value& list, Remarks& remarks) {
  try {
    for (const Value& element : list.Member("cniVersions").Elements()) {
      const std::string text = element.String();
      if (conf::ParseSpecVersion(text)) continue;
      remarks.Add(rule::kVersion, element.path(),
                  element.path() + " " + Quoted(text) +
                      " is not supported; these are: " + conf::SupportedVersionsText());
    }
  } catch (const conf::Error& error) {
    remarks.Add(rule::kWrongType, error.path(), error.what());
  }
}

// containerd before 2.0 has a libcni that knows up to 1.0.0, refuses a newer cniVersion, and does
// not know cniVersions.
void CheckAge(const json& document, Remarks& remarks) {
  const json version = document.value("cniVersion", json());
  if (version.is_null() || version == "") {
    remarks.Add(rule::kNoVersion, "cniVersion",
                "cniVersion is missing, which means 0.1.0: no CHECK, no GC, no STATUS, and results "
                "without interfaces");
  } else if (version == conf::ToString(conf::SpecVersion::k110)) {
    remarks.Add(rule::kOldContainerd, "cniVersion",
                "cniVersion \"1.1.0\" is too new for containerd before 2.0, which then has no "
                "network; write \"cniVersion\": \"1.0.0\" and \"cniVersions\": [\"1.0.0\", "
                "\"1.1.0\"]");
  }
}

}  // namespace

void CheckFileName(const std::string& file, const json& document, Remarks& remarks) {
  if (file == "-") return;
  const bool is_list_name = file.ends_with(".conflist");
  if (!is_list_name && !file.ends_with(".conf") && !file.ends_with(".json")) {
    remarks.Add(rule::kFileName, "",
                "runtimes read only files that end with .conflist, .conf or .json");
  } else if (is_list_name != IsList(document)) {
    remarks.Add(rule::kFileName, "",
                is_list_name
                    ? "a file that ends with .conflist must hold a list, with \"plugins\""
                    : "a list, with \"plugins\", must be in a file that ends with .conflist");
  }
}

void CheckList(const json& document, Remarks& remarks) {
  const Value list(document, "the configuration");
  if (!list.IsObject()) {
    remarks.Add(rule::kList, "", "the configuration must be an object");
    return;
  }
  CheckTexts(list, remarks);
  CheckVersions(list, remarks);
  CheckAge(document, remarks);
  if (IsList(document)) {
    CheckListKeys(document, remarks);
    CheckEntries(list, remarks);
  } else if (!CheckEntry(list, "", remarks)) {
    remarks.Add(rule::kNoPlugin, "", "this is no configuration of type \"hcn-slice\"");
  }
}

}  // namespace cli
