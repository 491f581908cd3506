#include "conf/net_conf_keys.h"

#include <array>

#include "conf/addresses.h"
#include "conf/endpoint_policies.h"
#include "conf/net_conf_values.h"
#include "conf/slices.h"

namespace conf {
namespace {

constexpr auto kText = Key::Kind::kText;
constexpr auto kOther = Key::Kind::kOther;
constexpr auto kAlways = Key::Need::kAlways;
constexpr auto kAttach = Key::Need::kAttach;

constexpr std::uint16_t kLastPortBase = 65534;  // the band above it needs at least one port
constexpr std::uint32_t kMostLogMib = 1024;
constexpr std::uint32_t kMostLogFiles = 100;

void Append(const std::vector<EndpointPolicy>& policies, NetConf& conf) {
  conf.endpoint_policies.insert(conf.endpoint_policies.end(), policies.begin(), policies.end());
}

using V = const Value&;
using C = NetConf&;

constexpr std::array kKeys{
    Key{"slice", kOther, kAttach, [](V v, C c) { c.slices = ParseSlices(v); }},
    Key{"sliceFile", kText, kAttach, [](V v, C c) { c.slice_file = ParseAbsolutePath(v); }},
    Key{"type", kText, kAttach, [](V v, C c) { c.type = v.String(); }},
    Key{"ipam.type", kText, kAttach, [](V v, C c) { c.ipam_type = ParseIpamType(v, c.type); }},
    Key{"clusterCIDRs", kOther, kAttach, [](V v, C c) { c.cluster_cidrs = ParseSubnets(v); }},
    Key{"serviceCIDRs", kOther, kAttach, [](V v, C c) { c.service_cidrs = ParseSubnets(v); }},

    Key{"network.owner", kText, kAttach, [](V v, C c) { c.network.owner = ParseOwner(v); }},
    Key{"network.name", kText, kAttach, [](V v, C c) { c.network.name = v.String(); }},
    Key{"network.type", kText, kAttach, [](V v, C c) { c.network.type = ParseNetworkType(v); }},
    Key{"network.adapter", kText, kAttach, [](V v, C c) { c.network.adapter = v.String(); }},
    Key{"network.create", kOther, kAttach, [](V v, C c) { c.network.create = v.Bool(); }},
    Key{"network.id", kText, kAttach, [](V v, C c) { c.network.id = ParseGuid(v); }},
    Key{"network.portBase", kOther, kAttach,
        [](V v, C c) { c.network.port_base = v.Whole<std::uint16_t>(1, kLastPortBase); }},

    Key{"namespace", kText, kAttach, [](V v, C c) { c.name_space = ParseNamespacePolicy(v); }},
    Key{"clusterPolicies", kOther, kAttach,
        [](V v, C c) { c.cluster_policies = ParseClusterPolicies(v); }},
    Key{"endpointPolicies", kOther, kAttach, [](V v, C c) { Append(ParseEndpointPolicies(v), c); }},
    Key{"HcnPolicyArgs", kOther, kAttach, [](V v, C c) { Append(ParseEndpointPolicies(v), c); }},
    Key{"policies", kOther, kAttach, [](V v, C c) { Append(ParseOlderPolicies(v), c); }},
    Key{"Policies", kOther, kAttach, [](V v, C c) { Append(ParseOlderPolicies(v), c); }},
    Key{"AdditionalArgs", kOther, kAttach, [](V v, C c) { Append(ParseOlderPolicies(v), c); }},
    Key{"loopbackDSR", kOther, kAttach, [](V v, C c) { c.loopback_dsr = v.Bool(); }},
    Key{"ipMasq", kOther, kAttach, [](V v, C c) { c.ip_masq = v.Bool(); }},
    Key{"macPrefix", kText, kAttach, [](V v, C c) { c.mac_prefix = ParseMacPrefixKey(v); }},

    Key{"dns.nameservers", kOther, kAttach,
        [](V v, C c) { c.dns.nameservers = ParseAddressTexts(v); }},
    Key{"dns.domain", kText, kAttach, [](V v, C c) { c.dns.domain = v.String(); }},
    Key{"dns.search", kOther, kAttach, [](V v, C c) { c.dns.search = ParseStrings(v); }},
    Key{"dns.options", kOther, kAttach, [](V v, C c) { c.dns.options = ParseStrings(v); }},
    Key{"podSearch", kOther, kAttach, [](V v, C c) { c.pod_search = v.Bool(); }},

    Key{"stateDir", kText, kAlways, [](V v, C c) { c.state_dir = ParseAbsolutePath(v); }},
    Key{"networkMarker", kText, kAlways, [](V v, C c) { c.network_marker = ParseAbsolutePath(v); }},
    Key{"networkMarkerShared", kOther, kAttach,
        [](V v, C c) { c.network_marker_shared = v.Bool(); }},
    Key{"ownerTag", kText, kAlways, [](V v, C c) { c.owner_tag = ParseOwnerTag(v); }},

    Key{"log.file", kText, kAttach, [](V v, C c) { c.log.file = ParseAbsolutePath(v); }},
    Key{"log.level", kText, kAttach, [](V v, C c) { c.log.level = ParseLogLevel(v); }},
    Key{"log.maxSizeMiB", kOther, kAttach,
        [](V v, C c) { c.log.max_size_mib = v.Whole<std::uint32_t>(1, kMostLogMib); }},
    Key{"log.maxFiles", kOther, kAttach,
        [](V v, C c) { c.log.max_files = v.Whole<std::uint32_t>(1, kMostLogFiles); }},

    Key{"timeouts.add", kOther, kAttach, [](V v, C c) { c.timeouts.add = ParseTimeout(v); }},
    Key{"timeouts.del", kOther, kAttach, [](V v, C c) { c.timeouts.del = ParseTimeout(v); }},
    Key{"timeouts.check", kOther, kAttach, [](V v, C c) { c.timeouts.check = ParseTimeout(v); }},
    Key{"timeouts.gc", kOther, kAttach, [](V v, C c) { c.timeouts.gc = ParseTimeout(v); }},
    Key{"timeouts.status", kOther, kAttach, [](V v, C c) { c.timeouts.status = ParseTimeout(v); }},

    Key{"capabilities", kOther, kAttach,
        [](V v, C c) {
          RefuseUnsupportedCapabilities(v);
          const Value ranges = v.Member("ipRanges");
          c.declares_ranges = ranges.Present() && ranges.Bool();
        }},
    Key{"runtimeConfig", kOther, kAttach, [](V v, C c) { c.runtime = ParseRuntimeConfig(v); }},
    Key{"args.cni.ips", kOther, kAttach, [](V v, C c) { c.args_ips = ParseRequests(v); }},
    Key{"prevResult", kOther, kAttach, [](V v, C c) { c.prev_result = v.Object(); }},
};

}  // namespace

std::span<const Key> NetConfKeys() { return kKeys; }

}  // namespace conf
