#pragma once

#include <string>
#include <vector>

#include "conf/value.h"
#include "ipam/subnet.h"

namespace conf {

// Readers of what several keys hold; all throw conf::Error that names the key or the element.

[[nodiscard]] ipam::IpAddress ParseAddress(const Value& value);
// A list of CIDR strings, with host bits cleared: HCN refuses them otherwise.
[[nodiscard]] std::vector<ipam::Subnet> ParseSubnets(const Value& list);
// A list of addresses with or without a prefix length, at most one per family: an endpoint gets one
// address of each.
[[nodiscard]] std::vector<ipam::AddressRequest> ParseRequests(const Value& list);
// A list of strings; empty ones are left out.
[[nodiscard]] std::vector<std::string> ParseStrings(const Value& list);
// As ParseStrings, and each must be an address.
[[nodiscard]] std::vector<std::string> ParseAddressTexts(const Value& list);

}  // namespace conf
