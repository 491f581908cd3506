#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/conf_folder.h"
#include "cli/doctor_checks.h"
#include "conf/conflist.h"
#include "conf/error.h"
#include "conf/json_reader.h"
#include "conf/spec_version.h"
#include "conf/text.h"

namespace cli {
namespace {

using nlohmann::json;

// A file of the folder, as containerd would take it.
struct ConfFile {
  std::string name;
  std::string problem = {};  // the id of a finding, when containerd cannot read it
  std::string reason = {};   // half a sentence that can follow the name
  json list = {};
  bool names_us = false;
};

// What go-cni (opts.go, loadFromConfDir) and libcni (conf.go) refuse.
std::string WhyNoConfiguration(const std::string& name, const json& document) {
  if (!document.is_object()) return "is no JSON object";
  const bool is_list = document.contains("plugins");
  if (name.ends_with(".conflist")) {
    if (!is_list) return "has no \"plugins\": a single plugin's file has a name that ends in .conf";
    if (!document["plugins"].is_array() || document["plugins"].empty()) return "has no plugins";
  } else if (is_list) {
    return "is a list (\"plugins\"): its name has to end in .conflist";
  }
  for (const json& plugin : is_list ? document["plugins"] : json::array({document})) {
    if (!plugin.is_object() || !plugin.value("type", json()).is_string()) {
      return "has a plugin without \"type\"";
    }
  }
  if (is_list && !document.value("name", json()).is_string()) return "has no \"name\"";
  return {};
}

// The word can be read in UTF-16, too.
bool MentionsUs(std::string text) {
  std::erase(text, '\0');
  return text.find("\"" + std::string(conf::kOurType) + "\"") != std::string::npos;
}

ConfFile Refused(ConfFile file, std::string_view problem, std::string reason,
                 const std::string& text) {
  file.problem = problem;
  file.reason = std::move(reason);
  file.names_us = MentionsUs(text);
  return file;
}

ConfFile Judge(const std::string& name, const std::string& text) {
  ConfFile file{.name = name};
  if (text.starts_with("\xEF\xBB\xBF")) {
    return Refused(file, "conflist-bom", "begins with a byte order mark", text);
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") || text.find('\0') < 2) {
    return Refused(file, "conflist-utf16", "is UTF-16", text);
  }
  try {
    file.list = conf::ParseJson(text, "it");
  } catch (const conf::Error& error) {
    return Refused(file, "conflist-broken", std::string("cannot be read: ") + error.what(), text);
  }
  const std::string why = WhyNoConfiguration(name, file.list);
  if (!why.empty()) return Refused(file, "conflist-broken", why, text);
  file.names_us = conf::PluginInList(file.list, conf::kOurType).has_value();
  return file;
}

// In the order in which containerd sorts them: by bytes.
std::vector<ConfFile> ReadFolder(Examination& examination, std::vector<std::string>& other_names) {
  auto names = examination.host.files.List(examination.conf_folder);
  std::ranges::sort(names);
  std::vector<ConfFile> files;
  for (const std::string& name : names) {
    if (!IsConfigurationName(name)) {
      other_names.push_back(name);
      continue;
    }
    try {
      const auto text = examination.host.files.Read(examination.conf_folder / conf::ToPath(name),
                                                    conf::kMostBytes);
      if (text) files.push_back(Judge(name, *text));
    } catch (const state::FileError& error) {
      examination.Add("not-looked-at", name + " of containerd's folder: " + error.what());
    }
  }
  return files;
}

std::vector<std::string> TypesOf(const json& list) {
  std::vector<std::string> types;
  for (const json& plugin : list.contains("plugins") ? list["plugins"] : json::array({list})) {
    types.push_back(plugin["type"]);
    const json ipam = plugin.value("ipam", json::object());
    if (ipam.is_object() && ipam.value("type", json()).is_string()) types.push_back(ipam["type"]);
  }
  return types;
}

bool IsAmong(const std::vector<std::string>& names, const std::string& file) {
  return std::ranges::any_of(
      names, [&](const std::string& name) { return conf::EqualsIgnoringCase(name, file); });
}

void CheckPrograms(Examination& examination, const ConfFile& used) {
  const auto folder = ContainerdPluginFolder(examination.host.io);
  const auto names = examination.host.files.List(folder);
  const std::string shown = conf::ToUtf8(folder);
  if (names.empty()) {
    return examination.Add("not-looked-at",
                           "the plugins: there are none in " + shown +
                               ", so that containerd's bin_dir must be another folder");
  }
  for (const std::string& type : TypesOf(used.list)) {
    const std::string file = PluginFile(type);
    if (IsAmong(names, file)) continue;
    std::string what = used.name + " names type ";
    what.append(type).append(", and ").append(shown).append(" has no ").append(file);
    examination.Add("plugin-missing", std::move(what), file);
  }
}

// Older ones compare with `cniVersion`; `cniVersions` is only read by those that know 1.1.0.
void CheckVersion(Examination& examination, const ConfFile& used) {
  const json version = used.list.value("cniVersion", json());
  const auto known =
      version.is_string() ? conf::ParseSpecVersion(std::string(version)) : std::nullopt;
  if (!known || *known <= conf::SpecVersion::k100) return;
  examination.Add("conflist-version-too-new",
                  used.name + " has cniVersion " + std::string(version));
}

std::string OwnerIn(const ConfFile& file) {
  const json plugin = *conf::PluginInList(file.list, conf::kOurType);
  const json network = plugin.value("network", json::object());
  const json owner = network.is_object() ? network.value("owner", json("base")) : json("base");
  return owner.is_string() ? std::string(owner) : "base";
}

void CheckDoubles(Examination& examination, const std::vector<ConfFile>& files) {
  const ConfFile* first = nullptr;
  for (const ConfFile& file : files) {
    if (!file.names_us || !file.problem.empty()) continue;
    if (first == nullptr) {
      first = &file;
    } else if (OwnerIn(*first) == OwnerIn(file) ||
               first->list.value("name", json()) == file.list.value("name", json())) {
      examination.Add("conflist-duplicate",
                      file.name + " names hcn-slice for owner " + OwnerIn(file) + ", as " +
                          first->name + " does already",
                      file.name);
    }
  }
}

// Notepad adds .txt; containerd minds case even on Windows.
bool CheckWrongNames(Examination& examination, const std::vector<std::string>& names) {
  bool is_found = false;
  for (const std::string& name : names) {
    try {
      const auto text = examination.host.files.Read(examination.conf_folder / conf::ToPath(name),
                                                    conf::kMostBytes);
      if (!text || !MentionsUs(*text)) continue;
    } catch (const state::FileError&) {
      continue;  // a folder
    }
    is_found = true;
    examination.Add("conflist-wrong-name",
                    name + " names hcn-slice, but containerd does not see it",
                    name.substr(0, name.find('.')) + ".conflist");
  }
  return is_found;
}

void CheckFirst(Examination& examination, const std::vector<ConfFile>& files) {
  const ConfFile& first = files.front();
  if (!first.problem.empty()) return;
  if (first.names_us) {
    examination.Add("conflist-used", "containerd uses " + first.name + " of " +
                                         conf::ToUtf8(examination.conf_folder) +
                                         ", which names hcn-slice");
    CheckPrograms(examination, first);
    return CheckVersion(examination, first);
  }
  const auto ours = std::ranges::find(files, true, &ConfFile::names_us);
  if (ours == files.end()) return;
  examination.Add("conflist-shadowed",
                  "containerd uses " + first.name + " (type " + TypesOf(first.list).front() +
                      "), which sorts before " + ours->name + ", in " +
                      conf::ToUtf8(examination.conf_folder),
                  first.name);
}

// Those that keep containerd from reading anything, and ours; what the others are like does not
// matter.
void CheckReadable(Examination& examination, const std::vector<ConfFile>& files) {
  std::string unused;
  for (const ConfFile& file : files) {
    const bool is_first = &file == &files.front();
    if (!file.problem.empty() && (is_first || file.names_us)) {
      examination.Add(
          file.problem,
          conf::ToUtf8(examination.conf_folder / conf::ToPath(file.name)) + " " + file.reason,
          conf::ToUtf8(examination.conf_folder / conf::ToPath(file.name)));
    } else if (!is_first) {
      unused += (unused.empty() ? "" : ", ") + file.name;
    }
  }
  if (!unused.empty()) examination.Add("conflist-not-used", "sorted behind the first: " + unused);
}

}  // namespace

void CheckConflists(Examination& examination) {
  std::vector<std::string> other_names;
  const auto files = ReadFolder(examination, other_names);
  if (!files.empty()) {
    CheckReadable(examination, files);
    CheckFirst(examination, files);
    CheckDoubles(examination, files);
  }
  // Which one it would be is only known once it can be read.
  const bool is_unread = !files.empty() && !files.front().problem.empty();
  if (is_unread || std::ranges::any_of(files, &ConfFile::names_us)) return;
  if (CheckWrongNames(examination, other_names)) return;
  examination.Add(
      "conflist-missing",
      "no configuration in " + conf::ToUtf8(examination.conf_folder) + " names hcn-slice");
}

}  // namespace cli
