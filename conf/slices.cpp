#include "conf/slices.h"

#include <algorithm>
#include <optional>
#include <string>

#include "conf/addresses.h"

namespace conf {
namespace {

std::optional<ipam::IpAddress> OptionalAddress(const Value& value) {
  return value.Filled() ? std::optional(ParseAddress(value)) : std::nullopt;
}

ipam::SliceSpec ParseSpec(const Value& value) {
  const Value subnet = value.IsObject() ? value.Member("subnet") : value;
  ipam::SliceSpec spec{subnet.Parsed(ipam::Subnet::Parse), {}, {}, {}, {}};
  if (!value.IsObject()) {
    return spec;
  }
  spec.range_start = OptionalAddress(value.Member("rangeStart"));
  spec.range_end = OptionalAddress(value.Member("rangeEnd"));
  spec.gateway = OptionalAddress(value.Member("gateway"));
  for (const Value& reserved : value.Member("reserved").Elements()) {
    spec.reserved.push_back(ParseAddress(reserved));
  }
  return spec;
}

ipam::Slice ParseSlice(const Value& value) {
  const ipam::SliceSpec spec = ParseSpec(value);
  return Named(Problem::kInvalid, value.path(), [&] { return ipam::Slice(spec); });
}

bool IsIpv4(const ipam::Slice& slice) { return slice.subnet().family() == ipam::Family::kIpv4; }

}  // namespace

std::vector<ipam::Slice> OnePerFamily(std::vector<ipam::Slice> slices, std::string_view name) {
  const auto first_ipv6 = std::stable_partition(slices.begin(), slices.end(), IsIpv4);
  const auto refuse = [&](std::string_view why) {
    throw Error(Problem::kInvalid, std::string(name) + " " + std::string(why));
  };
  if (first_ipv6 - slices.begin() > 1 || slices.end() - first_ipv6 > 1) {
    refuse("must not hold two subnets of one address family");
  }
  if (first_ipv6 == slices.begin() && !slices.empty()) {
    refuse("must hold an IPv4 subnet: IPv6 alone is refused until a Windows host has shown it");
  }
  return slices;
}

std::vector<ipam::Slice> ParseSlices(const Value& value) {
  std::vector<ipam::Slice> slices;
  if (value.IsList()) {
    for (const Value& element : value.Elements()) {
      slices.push_back(ParseSlice(element));
    }
  } else if (value.Filled()) {
    slices.push_back(ParseSlice(value));
  }
  return OnePerFamily(std::move(slices), value.path());
}

}  // namespace conf
