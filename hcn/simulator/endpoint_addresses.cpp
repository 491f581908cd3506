#include "hcn/simulator/endpoint_addresses.h"

#include "hcn/simulator/address_rules.h"
#include "hcn/simulator/mac_pool.h"
#include "hcn/simulator/refusal.h"

namespace hcn::simulator {
namespace {

using ipam::IpAddress;

std::string ThingOf(const IpAddress& address) { return "ip-" + address.ToString(); }

Json DefaultRoute(const IpAddress& gateway) {
  const bool is_ipv6 = gateway.family() == ipam::Family::kIpv6;
  return {{"NextHop", gateway.ToString()}, {"DestinationPrefix", is_ipv6 ? "::/0" : "0.0.0.0/0"}};
}

IpAddress ReadAddress(const Json& configuration) {
  const auto address = IpAddress::Parse(TextOf(configuration, "IpAddress"));
  if (!address) throw Refusal(kInvalidIp);
  return *address;
}

// Fills in one entry of IpConfigurations; answers with the subnet it is in.
const HostSubnet& CompleteAddress(Json& configuration, const std::vector<HostSubnet>& subnets,
                                  const Claims& claims) {
  const IpAddress address = ReadAddress(configuration);
  const HostSubnet& subnet = SubnetFor(subnets, address);
  if (claims.Holder(ThingOf(address))) throw Refusal(kAddressInvalidOrReserved);
  configuration["IpAddress"] = address.ToString();
  const std::uint64_t asked = NumberOf(configuration, "PrefixLength");
  if (asked > ipam::BitsOf(address.family())) throw Refusal(kInvalidIp);
  configuration["PrefixLength"] = asked == 0 ? subnet.subnet.prefix_length() : asked;
  return subnet;
}

void RefuseTwins(const Json& configurations) {
  for (std::size_t index = 0; index < configurations.size(); ++index) {
    for (std::size_t before = 0; before < index; ++before) {
      if (configurations[index].at("IpAddress") == configurations[before].at("IpAddress")) {
        throw Refusal(kAddressInvalidOrReserved);
      }
    }
  }
}

Json PickedAddress(const HostSubnet& subnet, const Guid& id, const Claims& claims) {
  const IpAddress address = PickAddress(subnet, LowBits(id), [&](const IpAddress& candidate) {
    return !claims.Holder(ThingOf(candidate));
  });
  return {{"IpAddress", address.ToString()}};
}

// One address of the first subnet; a network without subnets gives none.
void PickMissing(Json& endpoint, const std::vector<HostSubnet>& subnets, const Claims& claims) {
  const bool wants = ListOf(endpoint, "IpConfigurations").empty();
  if (!wants || subnets.empty()) return;
  const Guid id = GuidOf(endpoint, "ID");
  endpoint["IpConfigurations"] = Json::array({PickedAddress(subnets.front(), id, claims)});
}

Json CompleteEach(Json& configurations, const std::vector<HostSubnet>& subnets,
                  const Claims& claims) {
  Json routes = Json::array();
  for (Json& configuration : configurations) {
    const HostSubnet& subnet = CompleteAddress(configuration, subnets, claims);
    if (subnet.gateway) routes.push_back(DefaultRoute(*subnet.gateway));
  }
  RefuseTwins(configurations);
  return routes;
}

// MAC addresses follow the IP address, so that the first guess is free.
std::uint32_t MacSeed(const Json& endpoint) {
  const Json& configurations = ListOf(endpoint, "IpConfigurations");
  if (configurations.empty()) return LowBits(GuidOf(endpoint, "ID"));
  return LowBits(ReadAddress(configurations.front()));
}

std::string MacFor(const Json& endpoint, const Json& network, const Claims& claims) {
  const std::string asked = TextOf(endpoint, "MacAddress");
  if (!asked.empty()) {
    const auto mac = CanonicalMac(asked);
    if (!mac) throw Refusal(kInvalidArgument);
    return *mac;
  }
  return PickMac(network, MacSeed(endpoint),
                 [&](const std::string& mac) { return !claims.Holder("mac-" + mac); });
}

}  // namespace

void CompleteAddresses(Json& endpoint, const Json& network, const Claims& claims) {
  const auto subnets = SubnetsOf(network);
  PickMissing(endpoint, subnets, claims);
  Json routes = CompleteEach(endpoint["IpConfigurations"], subnets, claims);
  if (ListOf(endpoint, "Routes").empty()) endpoint["Routes"] = std::move(routes);
  endpoint["MacAddress"] = MacFor(endpoint, network, claims);
}

}  // namespace hcn::simulator
