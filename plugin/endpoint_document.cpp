#include "plugin/endpoint_document.h"

#include <array>
#include <cstdio>

#include "plugin/endpoint_policies.h"

namespace plugin {
namespace {

hcn::Dns ToHcn(const conf::Dns& dns) {
  return {dns.domain, dns.search, dns.nameservers, dns.options};
}

conf::Dns Over(conf::Dns below, const conf::Dns& above) {
  const auto cover = [](auto& lower, const auto& upper) {
    if (!upper.empty()) lower = upper;
  };
  cover(below.nameservers, above.nameservers);
  cover(below.domain, above.domain);
  cover(below.search, above.search);
  cover(below.options, above.options);
  return below;
}

// As flannel's macPrefix: two bytes that are given and the four of the IPv4 address.
std::string MacFromAddress(const std::string& prefix,
                           const std::vector<ipam::IpAddress>& addresses) {
  for (const ipam::IpAddress& address : addresses) {
    if (address.family() != ipam::Family::kIpv4) continue;
    std::array<char, 13> text{};
    const auto bytes = address.Bytes();
    std::snprintf(text.data(), text.size(), "-%02X-%02X-%02X-%02X", bytes[0], bytes[1], bytes[2],
                  bytes[3]);
    return prefix + text.data();
  }
  return {};
}

std::string MacOf(const Request& request, const std::vector<ipam::IpAddress>& addresses) {
  if (!request.conf.runtime.mac.empty()) return request.conf.runtime.mac;
  if (!request.environment.args.mac.empty()) return request.environment.args.mac;
  if (request.conf.mac_prefix.empty()) return {};
  return MacFromAddress(request.conf.mac_prefix, addresses);
}

}  // namespace

conf::Dns DnsOf(const Request& request, const conf::Dns& of_ipam) {
  conf::Dns own = request.conf.dns;
  const std::string& pod_namespace = request.environment.args.pod_namespace;
  if (request.conf.pod_search && !own.search.empty() && !pod_namespace.empty()) {
    own.search.front() = pod_namespace + "." + own.search.front();
  }
  return Over(Over(of_ipam, own), request.conf.runtime.dns);
}

hcn::HostComputeEndpoint EndpointDocument(const Request& request, const Identity& identity,
                                          const hcn::HostComputeNetwork& network,
                                          const Lease& lease) {
  const auto addresses = AddressesOf(lease);
  hcn::HostComputeEndpoint endpoint;
  endpoint.id = identity.endpoint_id;
  endpoint.name = identity.endpoint_name;
  endpoint.host_compute_network = network.id;
  endpoint.mac_address = MacOf(request, addresses);
  endpoint.dns = ToHcn(DnsOf(request, lease.dns));
  endpoint.policies = EndpointPolicies(request.conf, network.type, addresses);
  for (const Address& address : lease.addresses) {
    endpoint.ip_configurations.push_back(
        {address.address.ToString(), static_cast<std::uint8_t>(address.prefix_length)});
  }
  for (const RouteTo& route : lease.routes) {
    if (!route.gateway) continue;
    endpoint.routes.push_back({route.gateway->ToString(), route.destination.ToString()});
  }
  return endpoint;
}

}  // namespace plugin
