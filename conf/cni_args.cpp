#include "conf/cni_args.h"

#include <algorithm>
#include <array>
#include <vector>

#include "conf/error.h"
#include "conf/mac.h"
#include "conf/named.h"
#include "conf/text.h"

namespace conf {
namespace {

struct Pair {
  std::string_view key;
  std::string_view value;
};

[[noreturn]] void Refuse(const std::string& why) {
  throw Error(Problem::kEnvironment, "CNI_ARGS: " + why);
}

// As in the CNI library, where nothing can be quoted.
Pair ParsePair(std::string_view piece) {
  const std::size_t equals = piece.find('=');
  if (equals == std::string_view::npos || equals == 0 ||
      piece.find('=', equals + 1) != std::string_view::npos) {
    Refuse(Quoted(piece) + " must be KEY=VALUE, with one '='");
  }
  return {piece.substr(0, equals), piece.substr(equals + 1)};
}

std::vector<Pair> Split(std::string_view text) {
  std::vector<Pair> pairs;
  while (!text.empty()) {
    const std::size_t end = text.find(';');
    pairs.push_back(ParsePair(text.substr(0, end)));
    if (end == std::string_view::npos) {
      break;
    }
    text.remove_prefix(end + 1);
    if (text.empty()) {
      Refuse("must not end with ';'");
    }
  }
  return pairs;
}

void ReadIp(std::string_view value, CniArgs& args) {
  args.ip = Named(Problem::kEnvironment, "CNI_ARGS: IP",
                  [&] { return ipam::AddressRequest::Parse(value); });
}

void ReadMac(std::string_view value, CniArgs& args) {
  const std::optional<std::string> mac = ParseMac(value);
  if (!mac) {
    Refuse("MAC must be a unicast address like 00:15:5d:aa:bb:cc, not " + Quoted(value));
  }
  args.mac = *mac;
}

struct KnownKey {
  std::string_view name;
  void (*read)(std::string_view value, CniArgs& args);
};

constexpr std::array<KnownKey, 6> kKeys{{
    {"K8S_POD_NAMESPACE", [](std::string_view value, CniArgs& a) { a.pod_namespace = value; }},
    {"K8S_POD_NAME", [](std::string_view value, CniArgs& a) { a.pod_name = value; }},
    {"K8S_POD_UID", [](std::string_view value, CniArgs& a) { a.pod_uid = value; }},
    {"K8S_POD_INFRA_CONTAINER_ID",
     [](std::string_view value, CniArgs& a) { a.infra_container_id = value; }},
    {"IP", ReadIp},
    {"MAC", ReadMac},
}};

constexpr std::string_view kIgnoreUnknown = "IgnoreUnknown";

bool ParseIgnoreUnknown(std::string_view value) {
  const std::string lower = ToLower(value);
  if (lower == "1" || lower == "true") {
    return true;
  }
  if (lower == "0" || lower == "false" || lower.empty()) {
    return false;
  }
  Refuse("IgnoreUnknown must be 1, true, 0 or false, not " + Quoted(value));
}

// The runtime may give the pairs in any order.
bool IgnoresUnknown(const std::vector<Pair>& pairs) {
  bool ignores = false;
  for (const Pair& pair : pairs) {
    if (pair.key == kIgnoreUnknown) {
      ignores = ParseIgnoreUnknown(pair.value);
    }
  }
  return ignores;
}

}  // namespace

CniArgs ParseCniArgs(std::string_view text) {
  const std::vector<Pair> pairs = Split(text);
  const bool ignores_unknown = IgnoresUnknown(pairs);
  CniArgs args;
  for (const Pair& pair : pairs) {
    const auto key = std::find_if(kKeys.begin(), kKeys.end(),
                                  [&](const KnownKey& known) { return known.name == pair.key; });
    if (key == kKeys.end()) {
      if (pair.key != kIgnoreUnknown && !ignores_unknown) {
        Refuse(Quoted(pair.key) + " is no key that is known here, and IgnoreUnknown is not set");
      }
    } else if (!pair.value.empty()) {
      key->read(pair.value, args);
    }
  }
  return args;
}

}  // namespace conf
