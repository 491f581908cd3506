#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace hcn {

// {"Type": …, "Settings": …}: the one shape of every network and endpoint policy
// (hcn-contract 2.5, 2.6).
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

// Traffic that leaves for anything but `exceptions` gets the host's address. NatFlags 2 is IPv6.
[[nodiscard]] Policy OutBoundNat(const std::vector<std::string>& exceptions,
                                 std::uint32_t flags = 0);

enum class NeedEncap { kNo, kYes };
[[nodiscard]] Policy SdnRoute(std::string_view destination_prefix, NeedEncap need_encap);

// Allows what comes in from `remote_addresses`; HCN wants them in one comma-separated string.
[[nodiscard]] Policy AllowIn(const std::vector<std::string>& remote_addresses,
                             std::uint16_t priority);

// Names the adapter that an external network binds.
[[nodiscard]] Policy NetAdapterName(std::string_view adapter);

}  // namespace hcn
