#include "conf/runtime_config.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

#include "conf/addresses.h"
#include "conf/mac.h"
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

// https://www.iana.org/assignments/protocol-numbers
constexpr std::array<Protocol, 3> kProtocols{{{"tcp", 6}, {"udp", 17}, {"sctp", 132}}};

std::uint8_t ParseProtocol(const Value& value) {
  if (!value.Filled()) {
    return kProtocols.front().number;
  }
  const std::string name = value.String();
  const auto found = std::find_if(
      kProtocols.begin(), kProtocols.end(),
      [&](const Protocol& protocol) { return EqualsIgnoringCase(protocol.name, name); });
  if (found == kProtocols.end()) {
    value.FailExpecting("tcp, udp or sctp");
  }
  return found->number;
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

std::vector<PortMapping> ParsePortMappings(const Value& list) {
  std::vector<PortMapping> mappings;
  for (const Value& element : list.Elements()) {
    mappings.push_back(ParsePortMapping(element));
  }
  return mappings;
}

Dns ParseDns(const Value& value) {
  return {.nameservers = ParseAddressTexts(AnyCase(value, "servers")),
          .domain = {},
          .search = ParseStrings(AnyCase(value, "searches")),
          .options = ParseStrings(AnyCase(value, "options"))};
}

Bandwidth ParseBandwidth(const Value& value) {
  const auto rate = [&](std::string_view key) -> std::uint64_t {
    const Value member = AnyCase(value, key);
    return member.Present() ? member.Whole(0, std::numeric_limits<std::uint64_t>::max()) : 0;
  };
  const Bandwidth bandwidth{.ingress_rate = rate("ingressRate"),
                            .ingress_burst = rate("ingressBurst"),
                            .egress_rate = rate("egressRate"),
                            .egress_burst = rate("egressBurst")};
  if (bandwidth.ingress_rate > 0) {
    AnyCase(value, "ingressRate").FailInvalid("is not supported: HCN cannot limit ingress");
  }
  return bandwidth;
}

std::string ParseMacCapability(const Value& value) {
  if (!value.Filled()) {
    return {};
  }
  const std::optional<std::string> mac = ParseMac(value.String());
  if (!mac) {
    value.FailExpecting("a unicast MAC address like 00:15:5d:aa:bb:cc");
  }
  return *mac;
}

// Conventions of CNI that this plugin cannot honour; silence would be a lie.
constexpr std::array<std::string_view, 4> kUnsupported{"ipRanges", "aliases", "infinibandGUID",
                                                       "deviceID"};

void RefuseUnsupported(const Value& runtime_config) {
  for (const std::string_view key : kUnsupported) {
    const Value value = AnyCase(runtime_config, key);
    if (value.HoldsSomething()) {
      value.FailInvalid("is not supported by this plugin");
    }
  }
}

}  // namespace

RuntimeConfig ParseRuntimeConfig(const Value& value) {
  RefuseUnsupported(value);
  return {.port_mappings = ParsePortMappings(AnyCase(value, "portMappings")),
          .dns = ParseDns(AnyCase(value, "dns")),
          .bandwidth = ParseBandwidth(AnyCase(value, "bandwidth")),
          .ips = ParseRequests(AnyCase(value, "ips")),
          .mac = ParseMacCapability(AnyCase(value, "mac"))};
}

}  // namespace conf
