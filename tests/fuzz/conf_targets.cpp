#include <nlohmann/json.hpp>
#include <set>

#include "conf/cni_args.h"
#include "conf/conflist.h"
#include "conf/error.h"
#include "conf/identifiers.h"
#include "conf/json_reader.h"
#include "conf/mac.h"
#include "conf/net_conf.h"
#include "tests/fuzz/target.h"

namespace fuzz {
namespace {

using nlohmann::json;

void RequireSlices(const std::vector<ipam::Slice>& slices) {
  std::set<ipam::Family> families;
  for (const ipam::Slice& slice : slices) {
    Require(families.insert(slice.subnet().family()).second, "one slice per family");
    Require(slice.subnet().Contains(slice.gateway()), "a gateway is in its subnet");
    Require(slice.subnet().Contains(slice.range_start()), "a range begins in its subnet");
    Require(slice.subnet().Contains(slice.range_end()), "a range ends in its subnet");
    Require(!slice.MayHandOut(slice.gateway()), "a gateway is never handed out");
  }
}

void RequireUsable(const conf::NetConf& conf) {
  Require(!conf::WhyNoNetworkName(conf.name), "a network name that was taken is one");
  Require(!conf::WhyNoOwnerTag(conf.owner_tag), "an owner tag that was taken is one");
  Require(!conf.NetworkName().empty(), "a network of HCN has a name");
  for (const auto& path : {conf.state_dir, conf.network_marker, conf.log.file}) {
    Require(path.is_absolute(), "paths are absolute");
  }
  RequireSlices(conf.slices);
}

// DEL must find what ADD made: what both read is the same to both.
void RequireSameBase(const conf::NetConf& strict, const conf::NetConf& tolerant) {
  Require(strict.name == tolerant.name, "ADD and DEL read the same name");
  Require(strict.owner_tag == tolerant.owner_tag, "ADD and DEL read the same tag");
  Require(strict.state_dir == tolerant.state_dir, "ADD and DEL read the same state folder");
  Require(strict.network_marker == tolerant.network_marker, "ADD and DEL read the same marker");
}

void ReadNetConf(const json& document) {
  const auto read = [&](conf::Strictness strictness) {
    return Accepted<conf::Error>(
        [&] { return conf::ParseNetConf(document, {"/state"}, strictness); });
  };
  const auto strict = read(conf::Strictness::kStrict);
  const auto tolerant = read(conf::Strictness::kTolerant);
  if (tolerant) RequireUsable(*tolerant);
  if (!strict) return;
  RequireUsable(*strict);
  Require(tolerant.has_value(), "DEL takes every configuration that ADD takes");
  RequireSameBase(*strict, *tolerant);
}

std::string Written(const conf::CniArgs& args) {
  std::string text = "IgnoreUnknown=1;K8S_POD_NAMESPACE=" + args.pod_namespace +
                     ";K8S_POD_NAME=" + args.pod_name + ";K8S_POD_UID=" + args.pod_uid +
                     ";K8S_POD_INFRA_CONTAINER_ID=" + args.infra_container_id + ";MAC=" + args.mac;
  if (!args.ip) return text;
  text += ";IP=" + args.ip->address.ToString();
  if (args.ip->prefix_length) text += "/" + std::to_string(*args.ip->prefix_length);
  return text;
}

}  // namespace

void NetConf(std::string_view input) {
  const auto document =
      Accepted<conf::Error>([&] { return conf::ParseJson(input, "the configuration"); });
  // What ADD takes for JSON DEL takes, too, and for the same.
  const auto repaired = Accepted<conf::Error>(
      [&] { return conf::ParseJson(input, "the configuration", conf::InvalidUtf8::kReplace); });
  if (repaired && !document) ReadNetConf(*repaired);
  if (!document) return;
  Require(repaired == document, "a document that needs no repair is left alone");
  ReadNetConf(*document);
  static_cast<void>(Accepted<conf::Error>([&] { return conf::ReadVersion(*document); }));
  static_cast<void>(conf::PluginInList(*document, "hcn-slice"));
  const auto list = Accepted<conf::Error>([&] { return conf::ParseValidAttachments(*document); });
  if (!list || !*list) return;
  for (const conf::AttachmentKey& key : **list) {
    Require(!key.container_id.empty() && !key.ifname.empty(), "a valid attachment is one");
  }
}

void CniArgs(std::string_view input) {
  const auto args = Accepted<conf::Error>([&] { return conf::ParseCniArgs(input); });
  if (!args) return;
  Require(args->mac.empty() || conf::ParseMac(args->mac) == args->mac, "a MAC is as HCN writes it");
  const std::string written = Written(*args);
  Require(Written(conf::ParseCniArgs(written)) == written, "what was written is read the same");
}

void SliceFile(std::string_view input) {
  const auto slices =
      Accepted<conf::Error>([&] { return conf::ParseSliceFile(input, "/run/subnet.env"); });
  if (!slices) return;
  Require(!slices->empty(), "a file without a slice is refused");
  RequireSlices(*slices);
}

}  // namespace fuzz
