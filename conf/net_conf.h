#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conf/error.h"
#include "conf/runtime_config.h"
#include "conf/spec_version.h"
#include "ipam/slice.h"

namespace conf {

// `network`: which HCN network the endpoints go into, and how it comes to be.
struct NetworkConf {
  std::string owner = "base";
  std::string name;  // empty: by owner, see NetConf::NetworkName()
  std::string type;  // as HCN spells it ("L2Bridge"); empty: by owner
  std::string adapter;
  bool create = false;
  std::string id;  // bare lower-case GUID, or empty
  std::uint16_t port_base = 51820;
};

enum class NamespacePolicy { kIfMissing, kJoin };

// `clusterPolicies`: by network type, all three, none, or the listed ones.
struct ClusterPolicies {
  enum class Mode { kAuto, kAll, kNone, kListed } mode = Mode::kAuto;
  std::vector<std::string> listed;  // of OutBoundNAT, SDNRoute, ACL
};

// One of `endpointPolicies`, in HCN's own form; passed on after ours.
struct EndpointPolicy {
  std::string type;
  nlohmann::json settings = nlohmann::json::object();
};

struct LogConf {
  std::filesystem::path file;
  std::string level = "info";
  std::uint32_t max_size_mib = 5;
  std::uint32_t max_files = 5;
};

struct Timeouts {
  std::chrono::seconds add{60};
  std::chrono::seconds del{30};
  std::chrono::seconds check{30};
  std::chrono::seconds gc{30};
  std::chrono::seconds status{5};
};

// An element of GC's list.
struct AttachmentKey {
  std::string container_id;
  std::string ifname;

  auto operator<=>(const AttachmentKey&) const = default;
};

// One plugin's network configuration as it comes on stdin: parsed once, valid from then on.
struct NetConf {
  SpecVersion version = SpecVersion::k010;
  std::string name;

  std::vector<ipam::Slice> slices;  // IPv4 before IPv6, at most one each; empty with slice_file
  std::filesystem::path slice_file;
  std::vector<ipam::Subnet> cluster_cidrs;
  std::vector<ipam::Subnet> service_cidrs;
  NetworkConf network;
  NamespacePolicy name_space = NamespacePolicy::kIfMissing;
  ClusterPolicies cluster_policies;
  std::vector<EndpointPolicy> endpoint_policies;
  bool loopback_dsr = false;
  std::optional<bool> ip_masq;
  std::string mac_prefix;  // "0E-2A"; a MAC address is it and the IPv4 address, as flannel's
  Dns dns;
  bool pod_search = true;
  bool declares_ranges = false;  // capabilities.ipRanges
  std::string type;              // the name under which the runtime looks for this program
  std::string ipam_type;         // the IPAM plugin that gives the addresses; empty: the slices do

  std::filesystem::path state_dir;
  std::filesystem::path network_marker;
  bool network_marker_shared = false;
  std::string owner_tag = "hcn-slice";
  LogConf log;
  Timeouts timeouts;

  RuntimeConfig runtime;
  std::vector<ipam::AddressRequest> args_ips;  // args.cni.ips
  std::optional<nlohmann::json> prev_result;   // an object; null is absent

  // `network.name`, or the one that follows from the owner: "<ownerTag>-base",
  // "<ownerTag>-service-web".
  [[nodiscard]] std::string NetworkName() const;
};

// Where a host keeps things when the configuration does not say.
struct Defaults {
  std::filesystem::path state_dir;
};

enum class Strictness {
  kStrict,    // ADD, CHECK, STATUS: every known key must be right
  kTolerant,  // DEL, GC: only what they need must be right, the rest is as if absent (C-D-16)
};

// `cniVersion` alone, which decides how errors about the rest are told; absent, empty and null are
// 0.1.0. Throws conf::Error: kVersion for a version that is not supported, kMalformed for no
// string.
[[nodiscard]] SpecVersion ReadVersion(const nlohmann::json& document);

// Throws conf::Error. kTolerant still needs `name`, `cniVersion`, and where given stateDir,
// networkMarker and ownerTag.
[[nodiscard]] NetConf ParseNetConf(const nlohmann::json& document, const Defaults& defaults,
                                   Strictness strictness);

// What ParseNetConf with kStrict says of it, but of all that is wrong at once. Absolute paths of
// Windows are right on every system.
struct CheckedNetConf {
  NetConf conf;               // what is wrong in it is as if it were absent
  std::vector<Error> errors;  // in the order in which keys are read
};
[[nodiscard]] CheckedNetConf CheckNetConf(const nlohmann::json& document, const Defaults& defaults);

// The list of GC: the union of `cni.dev/valid-attachments` and `cni.dev/attachments`; absent when
// neither is there, empty when it is null. Throws conf::Error (kMalformed) for anything that is no
// such list.
[[nodiscard]] std::optional<std::vector<AttachmentKey>> ParseValidAttachments(
    const nlohmann::json& document);

// The content of `sliceFile`: flannel's subnet.env (FLANNEL_SUBNET, FLANNEL_IPV6_SUBNET) or JSON
// with `slice_cidr`. `file` is for the message. Throws conf::Error (kInvalid).
[[nodiscard]] std::vector<ipam::Slice> ParseSliceFile(std::string_view content,
                                                      const std::filesystem::path& file);

}  // namespace conf
