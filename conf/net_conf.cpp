#include "conf/net_conf.h"

#include <algorithm>

#include "conf/error.h"
#include "conf/identifiers.h"
#include "conf/net_conf_keys.h"
#include "conf/text.h"
#include "conf/value.h"

namespace conf {
namespace {

std::string ParseName(const Value& value) {
  if (!value.Filled()) {
    value.FailInvalid("is missing");
  }
  std::string name = value.String();
  if (const auto why = WhyNoNetworkName(name)) {
    value.FailInvalid(*why);
  }
  return name;
}

SpecVersion ParseVersion(const Value& value) {
  if (!value.Filled()) {
    return SpecVersion::k010;
  }
  const std::string text = value.String();
  const auto version = ParseSpecVersion(text);
  if (!version) {
    throw Error(
        Problem::kVersion,
        "cniVersion " + Quoted(text) + " is not supported; these are: " + SupportedVersionsText(),
        value.path());
  }
  return *version;
}

void ReadKey(const Value& root, const Key& key, NetConf& conf) {
  const Value value = root.At(key.path);
  if (key.kind == Key::Kind::kText ? value.Filled() : value.Present()) {
    key.read(value, conf);
  }
}

// A key that is wrong is as if it were absent.
void ReadKeyIfRight(const Value& root, const Key& key, NetConf& conf) {
  try {
    ReadKey(root, key, conf);
  } catch (const Error&) {
    return;
  }
}

void ReadKeys(const Value& root, Strictness strictness, NetConf& conf) {
  for (const Key& key : NetConfKeys()) {
    if (strictness == Strictness::kStrict || key.need == Key::Need::kAlways) {
      root.Part([&] { ReadKey(root, key, conf); });
    } else {
      ReadKeyIfRight(root, key, conf);
    }
  }
}

// Exactly one source of addresses. One that is wrong is one all the same.
void CheckAddressing(const Value& root, const NetConf& conf) {
  const bool has_slice = !conf.slices.empty() || root.Member("slice").IsNoted();
  const bool has_file = !conf.slice_file.empty() || root.Member("sliceFile").IsNoted();
  const bool has_ipam = !conf.ipam_type.empty() || root.Member("ipam").IsNoted();
  const auto refuse = [](const char* path, const char* why) {
    throw Error(Problem::kInvalid, why, path);
  };
  if (has_slice && has_file) {
    refuse("sliceFile", "slice and sliceFile exclude each other");
  }
  if (has_ipam && (has_slice || has_file)) {
    refuse("ipam.type", "ipam.type and slice (or sliceFile) exclude each other");
  }
  if (has_ipam) {
    return;
  }
  if (conf.declares_ranges || conf.runtime.asks_for_ranges) {
    refuse(conf.declares_ranges ? "capabilities.ipRanges" : "runtimeConfig.ipRanges",
           "capabilities.ipRanges (runtimeConfig.ipRanges) is not supported with slice: this node "
           "hands out what slice says, whatever the runtime asks for");
  }
  if (!has_slice && !has_file) {
    refuse(
        "",
        "slice (or sliceFile) is missing: it says which addresses this node hands out; ipam.type "
        "names "
        "an IPAM plugin that does instead");
  }
}

void FillDefaults(const Defaults& defaults, NetConf& conf) {
  const auto fill = [](std::filesystem::path& path, const std::filesystem::path& fallback) {
    if (path.empty()) {
      path = fallback;
    }
  };
  fill(conf.state_dir, defaults.state_dir);
  fill(conf.network_marker, conf.state_dir / "networks.json");
  fill(conf.log.file, conf.state_dir / "hcn-slice.log");
}

constexpr std::string_view kWhat = "the network configuration";

Value RootOf(const nlohmann::json& document) {
  Value root(document, kWhat);
  if (!root.IsObject()) {
    root.FailMalformed("an object");
  }
  return root;
}

NetConf ReadNetConf(const Value& root, const Defaults& defaults, Strictness strictness) {
  NetConf conf;
  root.Part([&] { conf.name = ParseName(root.Member("name")); });
  root.Part([&] { conf.version = ParseVersion(root.Member("cniVersion")); });
  ReadKeys(root, strictness, conf);
  if (strictness == Strictness::kStrict) {
    root.Part([&] { CheckAddressing(root, conf); });
  }
  FillDefaults(defaults, conf);
  return conf;
}

}  // namespace

std::string NetConf::NetworkName() const {
  if (!network.name.empty()) {
    return network.name;
  }
  std::string by_owner = owner_tag + "-" + network.owner;
  std::replace(by_owner.begin(), by_owner.end(), ':', '-');
  return by_owner;
}

SpecVersion ReadVersion(const nlohmann::json& document) {
  return ParseVersion(RootOf(document).Member("cniVersion"));
}

NetConf ParseNetConf(const nlohmann::json& document, const Defaults& defaults,
                     Strictness strictness) {
  return ReadNetConf(RootOf(document), defaults, strictness);
}

CheckedNetConf CheckNetConf(const nlohmann::json& document, const Defaults& defaults) {
  CheckedNetConf checked;
  const Value root(document, kWhat, &checked.errors);
  checked.conf = ReadNetConf(root, defaults, Strictness::kStrict);
  return checked;
}

}  // namespace conf
