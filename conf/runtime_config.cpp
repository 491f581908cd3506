#include "conf/runtime_config.h"

#include <array>
#include <limits>
#include <string_view>

#include "conf/addresses.h"
#include "conf/mac.h"
#include "conf/value.h"

namespace conf {
namespace {

Value AnyCase(const Value& object, std::string_view key) {
  return object.Member(key, KeyCase::kAny);
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

struct Unsupported {
  std::string_view capability;
  std::string_view why;
};

// Conventions of CNI that this plugin cannot honour.
constexpr std::array<Unsupported, 3> kUnsupported{{
    {"aliases", "HCN has no names for endpoints that other pods could resolve"},
    {"infinibandGUID", "HCN endpoints have no InfiniBand GUID"},
    {"deviceID", "HCN endpoints are no PCI devices of their own"},
}};

std::string Reason(std::string_view why) { return "is not supported: " + std::string(why); }

void RefuseUnsupported(const Value& runtime_config) {
  for (const auto& [capability, why] : kUnsupported) {
    const Value value = AnyCase(runtime_config, capability);
    if (value.HoldsSomething()) {
      value.Part([&, reason = why] { value.FailInvalid(Reason(reason)); });
    }
  }
}

}  // namespace

RuntimeConfig ParseRuntimeConfig(const Value& value) {
  RefuseUnsupported(value);
  RuntimeConfig config;
  const auto read = [&value](std::string_view capability, auto& into, auto parse) {
    const Value part = AnyCase(value, capability);
    part.Part([&] { into = parse(part); });
  };
  read("portMappings", config.port_mappings, ParsePortMappings);
  read("dns", config.dns, ParseDns);
  read("bandwidth", config.bandwidth, ParseBandwidth);
  read("ips", config.ips, ParseRequests);
  read("mac", config.mac, ParseMacCapability);
  config.asks_for_ranges = AnyCase(value, "ipRanges").HoldsSomething();
  return config;
}

void RefuseUnsupportedCapabilities(const Value& capabilities) {
  for (const auto& [capability, why] : kUnsupported) {
    const Value declared = capabilities.Member(capability);
    declared.Part([&, reason = why] {
      if (declared.Present() && declared.Bool()) {
        declared.FailInvalid(Reason(reason));
      }
    });
  }
}

}  // namespace conf
