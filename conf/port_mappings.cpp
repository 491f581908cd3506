#include "conf/port_mappings.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

#include "conf/addresses.h"
#include "conf/text.h"
#include "conf/value.h"

namespace conf {
namespace {

Value AnyCase(const Value& object, std::string_view key) {
  return object.Member(key, KeyCase::kAny);
}

struct Protocol {
  std::string_view name;
  std::uint8_t number;
};

// What HCN can map, of https://www.iana.org/assignments/protocol-numbers
constexpr std::array<Protocol, 2> kProtocols{{{"tcp", 6}, {"udp", 17}}};

std::uint8_t ParseProtocol(const Value& value) {
  if (!value.Filled()) {
    return kProtocols.front().number;
  }
  const std::string name = value.String();
  const auto found = std::ranges::find_if(kProtocols, [&](const Protocol& protocol) {
    return EqualsIgnoringCase(protocol.name, name);
  });
  if (found == kProtocols.end()) {
    value.FailExpecting("tcp or udp, the protocols that HCN can map");
  }
  return found->number;
}

std::string ToText(const PortMapping& mapping) {
  const auto protocol = std::ranges::find(kProtocols, mapping.protocol, &Protocol::number);
  return std::to_string(mapping.host_port) + "/" + std::string(protocol->name);
}

PortMapping ParsePortMapping(const Value& value) {
  const Value host_ip = AnyCase(value, "hostIP");
  const auto port = [&](std::string_view key) {
    return AnyCase(value, key).Whole<std::uint16_t>(1, std::numeric_limits<std::uint16_t>::max());
  };
  return {.host_port = port("hostPort"),
          .container_port = port("containerPort"),
          .protocol = ParseProtocol(AnyCase(value, "protocol")),
          .host_ip = host_ip.Filled() ? std::optional(ParseAddress(host_ip)) : std::nullopt};
}

// Whether some packet to the host is for both.
bool Collide(const PortMapping& one, const PortMapping& other) {
  if (one.protocol != other.protocol || one.host_port != other.host_port) {
    return false;
  }
  if (!one.host_ip || !other.host_ip || one.host_ip == other.host_ip) {
    return true;
  }
  return one.host_ip->family() == other.host_ip->family() &&
         (IsEveryAddress(*one.host_ip) || IsEveryAddress(*other.host_ip));
}

void RefuseTaken(const Value& list, const Value& element, const std::vector<PortMapping>& mappings,
                 const PortMapping& mapping) {
  const auto earlier = std::ranges::find_if(
      mappings, [&](const PortMapping& known) { return Collide(known, mapping); });
  if (earlier == mappings.end()) {
    return;
  }
  element.FailInvalid("maps host port " + ToText(mapping) + ", which " + list.path() + "[" +
                      std::to_string(earlier - mappings.begin()) + "] maps already");
}

}  // namespace

bool IsEveryAddress(const ipam::IpAddress& address) { return !address.Previous().has_value(); }

std::vector<PortMapping> ParsePortMappings(const Value& list) {
  std::vector<PortMapping> mappings;
  list.EachElement([&](const Value& element) {
    const PortMapping mapping = ParsePortMapping(element);
    RefuseTaken(list, element, mappings, mapping);
    mappings.push_back(mapping);
  });
  return mappings;
}

}  // namespace conf
