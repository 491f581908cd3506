#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "conf/net_conf.h"
#include "conf/value.h"

namespace conf {

// One reader per kind of value that only the network configuration has. All throw conf::Error that
// names the key.

// Absolute on this platform: a plugin's working directory is anybody's.
[[nodiscard]] std::filesystem::path ParseAbsolutePath(const Value& value);
// base, shared-nat, service:<name> or iso:<name>.
[[nodiscard]] std::string ParseOwner(const Value& value);
[[nodiscard]] std::string ParseOwnerTag(const Value& value);
// HCN's own spelling, whatever the case it was written in.
// The name of an IPAM plugin: a file name, and not that of this program, which is `own_type` to the
// runtime.
[[nodiscard]] std::string ParseIpamType(const Value& value, std::string_view own_type);
[[nodiscard]] std::string ParseNetworkType(const Value& value);
// Bare and lower-case.
[[nodiscard]] std::string ParseGuid(const Value& value);
[[nodiscard]] std::string ParseMacPrefixKey(const Value& value);
[[nodiscard]] std::string ParseLogLevel(const Value& value);
[[nodiscard]] std::chrono::seconds ParseTimeout(const Value& value);
[[nodiscard]] NamespacePolicy ParseNamespacePolicy(const Value& value);
[[nodiscard]] ClusterPolicies ParseClusterPolicies(const Value& value);

}  // namespace conf
