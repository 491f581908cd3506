#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace hcn {

// {"Type": …, "Settings": …}: the one shape of every network and endpoint policy. Types and
// settings: HNS_Schema, EndpointPolicyType and NetworkPolicyType; hcsshim, hcn/hcnpolicy.go.
struct Policy {
  std::string type;
  nlohmann::json settings = nlohmann::json::object();

  bool operator==(const Policy&) const = default;
};

inline constexpr std::string_view kOutBoundNat = "OutBoundNAT";
inline constexpr std::string_view kSdnRoute = "SDNRoute";
inline constexpr std::string_view kAcl = "ACL";
inline constexpr std::string_view kPortMapping = "PortMapping";
inline constexpr std::string_view kQos = "QOS";
inline constexpr std::string_view kNetAdapterName = "NetAdapterName";

// NatFlags, of PortMapping and OutBoundNAT: also for who asks from the node itself, and IPv6, of
// which a dual-stack endpoint needs a policy of its own (HNS_Schema, PortMapping).
inline constexpr std::uint32_t kNatLocalRoutedVip = 1;
inline constexpr std::uint32_t kNatIpv6 = 2;

// Traffic that leaves for anything but `exceptions` gets the host's address. `flags` are NatFlags.
[[nodiscard]] Policy OutBoundNat(const std::vector<std::string>& exceptions,
                                 std::uint32_t flags = 0);

// How traffic to `destination_prefix` leaves: encapsulated by the switch, or as it is.
enum class NeedEncap { kNo, kYes };
[[nodiscard]] Policy SdnRoute(std::string_view destination_prefix, NeedEncap need_encap);

// Allows what comes in from `remote_addresses`, at the switch; HCN wants them in one
// comma-separated string. Below 100, `priority` cuts the port off on Windows Server 2025.
[[nodiscard]] Policy AllowIn(const std::vector<std::string>& remote_addresses,
                             std::uint16_t priority);

// Names the adapter that an external network binds.
[[nodiscard]] Policy NetAdapterName(std::string_view adapter);

}  // namespace hcn
