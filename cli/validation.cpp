#include "cli/validation.h"

#include "cli/key_rules.h"
#include "cli/list_rules.h"
#include "cli/plugin_rules.h"
#include "conf/conflist.h"
#include "conf/json_reader.h"

namespace cli {
namespace {

Validated NotReadable(const std::string& file, std::string_view text, const conf::NotJson& error) {
  const conf::Position position = conf::PositionAt(text, error.offset());
  return {file, {{rule::kJson, position, "", error.what()}}, {}};
}

const Rule& RuleOf(const conf::Error& error) {
  switch (error.problem()) {
    case conf::Problem::kVersion:
      return rule::kVersion;
    case conf::Problem::kMalformed:
      return rule::kWrongType;
    default:
      return rule::kWrongValue;
  }
}

// What has been said to be a placeholder is none of the values that a key takes, either.
void AddErrors(const std::vector<conf::Error>& errors, const std::string& plugin,
               Remarks& remarks) {
  for (const conf::Error& error : errors) {
    const std::string path = PathInFile(plugin, error.path());
    if (!remarks.HasError(path)) remarks.Add(RuleOf(error), path, error.what());
  }
}

conf::NetConf ValidatePlugin(const conf::ListedPlugin& plugin, const conf::Defaults& defaults,
                             Remarks& remarks) {
  CheckPlaceholders(plugin, remarks);
  auto checked = conf::CheckNetConf(plugin.conf, defaults);
  AddErrors(checked.errors, plugin.path, remarks);
  CheckKeys(plugin, remarks);
  CheckHostBits(plugin, remarks);
  CheckPlugin(plugin, checked, remarks);
  return std::move(checked.conf);
}

bool Overlap(const conf::NetConf& one, const conf::NetConf& other) {
  for (const ipam::Slice& slice : one.slices) {
    for (const ipam::Slice& taken : other.slices) {
      if (slice.subnet().Overlaps(taken.subnet())) return true;
    }
  }
  return false;
}

}  // namespace

Validated Validate(const std::string& file, std::string_view text, const conf::Defaults& defaults) {
  nlohmann::json document;
  try {
    document = conf::ParseJson(text, "the configuration");
  } catch (const conf::NotJson& error) {
    return NotReadable(file, text, error);
  }
  const conf::Positions positions(text);
  Remarks remarks(positions);
  for (const auto& repeated : positions.repeated()) {
    remarks.AddAt(rule::kRepeatedKey, repeated.position, repeated.path,
                  repeated.path + " is there twice; the last one counts");
  }
  CheckFileName(file, document, remarks);
  CheckList(document, remarks);
  Validated validated{file, {}, {}};
  for (const conf::ListedPlugin& plugin : conf::PluginsInList(document, conf::kOurType)) {
    validated.plugins.push_back({plugin.path, positions.OfValue(PathInFile(plugin.path, "slice")),
                                 ValidatePlugin(plugin, defaults, remarks)});
  }
  validated.remarks = remarks.Sorted();
  return validated;
}

void CompareSlices(std::vector<Validated>& files) {
  std::vector<std::pair<std::string, const conf::NetConf*>> earlier;
  for (Validated& file : files) {
    for (const Validated::Plugin& plugin : file.plugins) {
      for (const auto& [name, other] : earlier) {
        if (plugin.conf.network.owner == other->network.owner || !Overlap(plugin.conf, *other)) {
          continue;
        }
        file.remarks.push_back({rule::kOtherSlice, plugin.slice, PathInFile(plugin.path, "slice"),
                                "slice overlaps that of owner " + other->network.owner + " in " +
                                    name + "; each owner needs one of its own"});
      }
      earlier.emplace_back(file.file, &plugin.conf);
    }
  }
}

}  // namespace cli
