#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "conf/port_mappings.h"
#include "ipam/subnet.h"

namespace conf {

class Value;

struct Dns {
  std::vector<std::string> nameservers;
  std::string domain;
  std::vector<std::string> search;
  std::vector<std::string> options;

  [[nodiscard]] bool empty() const {
    return nameservers.empty() && domain.empty() && search.empty() && options.empty();
  }
  bool operator==(const Dns&) const = default;
};

struct Bandwidth {
  std::uint64_t ingress_rate = 0;  // bits per second, 0 = unlimited
  std::uint64_t ingress_burst = 0;
  std::uint64_t egress_rate = 0;
  std::uint64_t egress_burst = 0;
};

// The `runtimeConfig` object: what the runtime asks for by capability. Member
// names are read in any case, an exact match first; null and empty are unset.
struct RuntimeConfig {
  std::vector<PortMapping> port_mappings;
  Dns dns;  // its servers, searches and options
  Bandwidth bandwidth;
  std::vector<ipam::AddressRequest> ips;
  std::string mac;               // as HCN writes it
  bool asks_for_ranges = false;  // `ipRanges`, which only an IPAM plugin of its own can honour
};

// Throws conf::Error that names a capability which is malformed or cannot be honoured; unknown ones
// are ignored.
[[nodiscard]] RuntimeConfig ParseRuntimeConfig(const Value& value);

// Throws conf::Error (kInvalid) for a capability of the conventions that `capabilities` declares
// and nobody here can honour: a runtime would send it, and silence would be a lie.
void RefuseUnsupportedCapabilities(const Value& capabilities);

}  // namespace conf
