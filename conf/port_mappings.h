#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ipam/ip_address.h"

namespace conf {

class Value;

// One host port that leads into the pod.
struct PortMapping {
  std::uint16_t host_port = 0;
  std::uint16_t container_port = 0;
  std::uint8_t protocol = 6;  // IANA number: 6 TCP, 17 UDP
  // Absent: every address of the host. "0.0.0.0" and "::" are every one of their family.
  std::optional<ipam::IpAddress> host_ip;
};

// Whether the host IP stands for every address of its family.
[[nodiscard]] bool IsEveryAddress(const ipam::IpAddress& address);

// The capability `portMappings`. Throws conf::Error that names the element: malformed, of a
// protocol that HCN cannot map, or of a host port that an earlier element maps already.
[[nodiscard]] std::vector<PortMapping> ParsePortMappings(const Value& list);

}  // namespace conf
