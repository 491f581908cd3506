#include "plugin/lease.h"

#include <algorithm>

#include "plugin/error.h"

namespace plugin {
namespace {

ipam::Subnet Everything(ipam::Family family) {
  return ipam::Subnet::Parse(family == ipam::Family::kIpv4 ? "0.0.0.0/0" : "::/0");
}

bool IsDefault(const RouteTo& route) { return route.destination.prefix_length() == 0; }

auto OfFamily(ipam::Family family) {
  return [family](const Address& address) { return address.address.family() == family; };
}

void RequireOneOfEach(const Lease& lease, const std::string& plugin) {
  const auto count = [&lease](ipam::Family family) {
    return std::ranges::count_if(lease.addresses, OfFamily(family));
  };
  const auto refuse = [&plugin](const std::string& what) {
    throw Error(Code::kInvalidNetworkConfig, "IPAM plugin " + plugin + " gave " + what);
  };
  if (lease.addresses.empty()) refuse("no address");
  if (count(ipam::Family::kIpv4) == 0) {
    refuse("an IPv6 address alone; that a pod works without an IPv4 address has not been shown");
  }
  if (count(ipam::Family::kIpv4) > 1 || count(ipam::Family::kIpv6) > 1) {
    refuse("two addresses of one family; an endpoint has one of each");
  }
}

void AddGateway(const Lease& lease, RouteTo& route) {
  if (route.gateway) return;
  const auto address = std::ranges::find_if(lease.addresses, OfFamily(route.destination.family()));
  if (address != lease.addresses.end()) route.gateway = address->gateway;
}

void AddDefaultRoute(const Address& address, Lease& lease) {
  const bool is_there = std::ranges::any_of(lease.routes, [&address](const RouteTo& route) {
    return IsDefault(route) && route.destination.family() == address.address.family();
  });
  if (is_there || !address.gateway) return;
  lease.routes.push_back({Everything(address.address.family()), address.gateway});
}

}  // namespace

const ipam::Slice* SliceOf(const conf::NetConf& conf, const ipam::IpAddress& address) {
  for (const ipam::Slice& slice : conf.slices) {
    if (slice.subnet().Contains(address)) return &slice;
  }
  return nullptr;
}

Lease LeaseOf(const conf::NetConf& conf, const std::vector<ipam::IpAddress>& addresses) {
  Lease lease;
  for (const ipam::IpAddress& address : addresses) {
    const ipam::Slice* slice = SliceOf(conf, address);
    if (slice == nullptr) {
      throw Error(Code::kInvalidNetworkConfig,
                  "address " + address.ToString() + " is in no slice of the configuration");
    }
    lease.addresses.push_back({address, slice->subnet().prefix_length(), slice->gateway(), {}});
    lease.routes.push_back({Everything(address.family()), slice->gateway()});
  }
  return lease;
}

Lease LeaseFrom(Result answer, const std::string& plugin) {
  answer.interfaces.clear();
  for (Address& address : answer.addresses) address.interface.reset();
  RequireOneOfEach(answer, plugin);
  std::ranges::sort(answer.addresses, {}, &Address::address);
  for (RouteTo& route : answer.routes) AddGateway(answer, route);
  for (const Address& address : answer.addresses) AddDefaultRoute(address, answer);
  return answer;
}

Lease LeaseInResult(const Result& result, const std::vector<ipam::IpAddress>& addresses) {
  Lease lease;
  for (const ipam::IpAddress& wanted : addresses) {
    const auto found = std::ranges::find(result.addresses, wanted, &Address::address);
    if (found == result.addresses.end()) continue;
    lease.addresses.push_back(*found);
    for (const RouteTo& route : result.routes) {
      if (IsDefault(route) && route.gateway == found->gateway) lease.routes.push_back(route);
    }
  }
  return lease;
}

std::vector<ipam::IpAddress> AddressesOf(const Lease& lease) {
  std::vector<ipam::IpAddress> addresses;
  for (const Address& address : lease.addresses) addresses.push_back(address.address);
  return addresses;
}

}  // namespace plugin
