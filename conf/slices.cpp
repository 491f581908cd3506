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

// Absent where an error was noted.
std::optional<ipam::SliceSpec> ParseSpec(const Value& value) {
  std::optional<ipam::Subnet> subnet;
  const auto read_subnet = [&](const Value& text) { subnet = text.Parsed(ipam::Subnet::Parse); };
  if (!value.IsObject()) {
    value.Part([&] { read_subnet(value); });
    return subnet ? std::optional(ipam::SliceSpec{*subnet, {}, {}, {}, {}}) : std::nullopt;
  }
  value.Part([&] { read_subnet(value.Member("subnet")); });
  const auto address = [&](std::string_view key) {
    std::optional<ipam::IpAddress> found;
    value.Part([&] { found = OptionalAddress(value.Member(key)); });
    return found;
  };
  const auto range_start = address("rangeStart");
  const auto range_end = address("rangeEnd");
  const auto gateway = address("gateway");
  std::vector<ipam::IpAddress> reserved;
  value.Part([&] {
    value.Member("reserved").EachElement([&](const Value& element) {
      reserved.push_back(ParseAddress(element));
    });
  });
  if (value.IsNoted()) {
    return std::nullopt;
  }
  return ipam::SliceSpec{*subnet, range_start, range_end, gateway, std::move(reserved)};
}

void ParseSlice(const Value& value, std::vector<ipam::Slice>& slices) {
  if (const auto spec = ParseSpec(value)) {
    slices.push_back(Named(Problem::kInvalid, value.path(), [&] { return ipam::Slice(*spec); }));
  }
}

bool IsIpv4(const ipam::Slice& slice) { return slice.subnet().family() == ipam::Family::kIpv4; }

}  // namespace

std::vector<ipam::Slice> OnePerFamily(std::vector<ipam::Slice> slices, std::string_view name) {
  const auto first_ipv6 = std::stable_partition(slices.begin(), slices.end(), IsIpv4);
  const auto refuse = [&](std::string_view why) {
    throw Error(Problem::kInvalid, std::string(name) + " " + std::string(why), std::string(name));
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
    value.EachElement([&](const Value& element) { ParseSlice(element, slices); });
  } else if (value.Filled()) {
    ParseSlice(value, slices);
  }
  if (value.IsNoted()) {
    return slices;
  }
  return OnePerFamily(std::move(slices), value.path());
}

}  // namespace conf
