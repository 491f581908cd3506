#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "hcn/simulator/json.h"
#include "ipam/ip_address.h"
#include "ipam/subnet.h"

namespace hcn::simulator {

// "10.0.0.0/24", host bits kept; an address alone has full length. Absent when it is neither.
[[nodiscard]] std::optional<ipam::AddressRequest> ParsePrefix(std::string_view text);

// One subnet of a network, and what of it HNS keeps for itself.
struct HostSubnet {
  ipam::Subnet subnet;
  std::optional<ipam::IpAddress> gateway;  // the next hop of its default route
  std::vector<ipam::IpAddress> reserved;   // network, broadcast, gateway; without one the first two
};

// The subnets of a network's document. Throws Refusal (0x803b0030) for a prefix that is none.
[[nodiscard]] std::vector<HostSubnet> SubnetsOf(const Json& network);

// The subnet that an endpoint's address is in. Throws Refusal: 0x803b001e outside of all of them,
// 0x803b002f for a reserved address.
[[nodiscard]] const HostSubnet& SubnetFor(const std::vector<HostSubnet>& subnets,
                                          const ipam::IpAddress& address);

// An address that HNS picks: scattered over the subnet as `seed` says, not the lowest. Throws
// Refusal (0x803b002f) when none is free.
[[nodiscard]] ipam::IpAddress PickAddress(
    const HostSubnet& subnet, std::uint32_t seed,
    const std::function<bool(const ipam::IpAddress&)>& is_free);

// The last 32 bits of an address or of a GUID: what picks are scattered by.
[[nodiscard]] std::uint32_t LowBits(const ipam::IpAddress& address);
[[nodiscard]] std::uint32_t LowBits(const Guid& id);

}  // namespace hcn::simulator
