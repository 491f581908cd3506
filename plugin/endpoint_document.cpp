#include "plugin/endpoint_document.h"

#include <array>
#include <cstdio>

#include "plugin/endpoint_policies.h"
#include "plugin/error.h"

namespace plugin {
namespace {

hcn::Route DefaultRoute(const ipam::Slice& slice) {
  const bool is_ipv4 = slice.subnet().family() == ipam::Family::kIpv4;
  return {slice.gateway().ToString(), is_ipv4 ? "0.0.0.0/0" : "::/0"};
}

hcn::Dns ToHcn(const conf::Dns& dns) {
  return {dns.domain, dns.search, dns.nameservers, dns.options};
}

// As flannel's macPrefix: two bytes that are given and the four of the IPv4 address.
std::string MacFromAddress(const std::string& prefix,
                           const std::vector<ipam::IpAddress>& addresses) {
  for (const ipam::IpAddress& address : addresses) {
    if (address.family() != ipam::Family::kIpv4) continue;
    std::array<char, 13> text{};
    const auto& bytes = address.bytes();
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

const ipam::Slice* SliceOf(const conf::NetConf& conf, const ipam::IpAddress& address) {
  for (const ipam::Slice& slice : conf.slices) {
    if (slice.subnet().Contains(address)) return &slice;
  }
  return nullptr;
}

conf::Dns DnsOf(const Request& request) {
  conf::Dns dns = request.conf.dns;
  const conf::Dns& runtime = request.conf.runtime.dns;
  const std::string& pod_namespace = request.environment.args.pod_namespace;
  if (request.conf.pod_search && !dns.search.empty() && !pod_namespace.empty()) {
    dns.search.front() = pod_namespace + "." + dns.search.front();
  }
  if (!runtime.nameservers.empty()) dns.nameservers = runtime.nameservers;
  if (!runtime.search.empty()) dns.search = runtime.search;
  if (!runtime.options.empty()) dns.options = runtime.options;
  return dns;
}

hcn::HostComputeEndpoint EndpointDocument(const Request& request, const Identity& identity,
                                          const hcn::HostComputeNetwork& network,
                                          const std::vector<ipam::IpAddress>& addresses) {
  hcn::HostComputeEndpoint endpoint;
  endpoint.id = identity.endpoint_id;
  endpoint.name = identity.endpoint_name;
  endpoint.host_compute_network = network.id;
  endpoint.mac_address = MacOf(request, addresses);
  endpoint.dns = ToHcn(DnsOf(request));
  endpoint.policies = EndpointPolicies(request.conf, network.type, addresses);
  for (const ipam::IpAddress& address : addresses) {
    const ipam::Slice* slice = SliceOf(request.conf, address);
    if (slice == nullptr) {
      throw Error(Code::kInvalidNetworkConfig,
                  "address " + address.ToString() + " is in no slice of the configuration");
    }
    const auto prefix_length = static_cast<std::uint8_t>(slice->subnet().prefix_length());
    endpoint.ip_configurations.push_back({address.ToString(), prefix_length});
    endpoint.routes.push_back(DefaultRoute(*slice));
  }
  return endpoint;
}

}  // namespace plugin
