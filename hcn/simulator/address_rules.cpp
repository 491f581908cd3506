#include "hcn/simulator/address_rules.h"

#include <algorithm>
#include <charconv>

#include "hcn/simulator/refusal.h"

namespace hcn::simulator {
namespace {

using ipam::IpAddress;
using ipam::Subnet;

constexpr std::uint64_t kDoNotReserveGateway = 1;
constexpr unsigned kMostScatteredBits = 16;

Subnet ReadPrefix(const std::string& text) {
  const auto prefix = ParsePrefix(text);
  if (!prefix || text.find('/') == std::string::npos) throw Refusal(kInvalidPrefix);
  const Subnet subnet = Subnet::Around(prefix->address, *prefix->prefix_length);
  if (subnet.first() != prefix->address) throw Refusal(kInvalidPrefix);
  return subnet;
}

bool IsDefaultRoute(const Json& route) {
  const std::string prefix = TextOf(route, "DestinationPrefix");
  return prefix == "0.0.0.0/0" || prefix == "::/0";
}

std::optional<IpAddress> GatewayOf(const Json& subnet) {
  for (const Json& route : ListOf(subnet, "Routes")) {
    if (IsDefaultRoute(route)) return IpAddress::Parse(TextOf(route, "NextHop"));
  }
  return std::nullopt;
}

void Reserve(HostSubnet& subnet, const std::optional<IpAddress>& address) {
  if (address && subnet.subnet.Contains(*address)) subnet.reserved.push_back(*address);
}

// Without a gateway of its own HNS chooses one and keeps the second host as well: a /28 then
// refuses .2 (ZLayer's log from Server 2025).
void ReserveFirstHosts(HostSubnet& subnet) {
  const IpAddress first = subnet.subnet.FirstHost();
  Reserve(subnet, first);
  Reserve(subnet, first.Next());
}

HostSubnet ReadSubnet(const Json& document) {
  HostSubnet subnet = {ReadPrefix(TextOf(document, "IpAddressPrefix")), GatewayOf(document), {}};
  const unsigned bits = ipam::BitsOf(subnet.subnet.family()) - subnet.subnet.prefix_length();
  if (bits > 1) Reserve(subnet, subnet.subnet.first());
  Reserve(subnet, subnet.subnet.Broadcast());
  if ((NumberOf(document, "Flags") & kDoNotReserveGateway) != 0) return subnet;
  if (subnet.gateway) {
    Reserve(subnet, subnet.gateway);
  } else if (bits > 1) {
    ReserveFirstHosts(subnet);
  }
  return subnet;
}

bool IsReserved(const HostSubnet& subnet, const IpAddress& address) {
  return std::ranges::find(subnet.reserved, address) != subnet.reserved.end();
}

// The address `seed` steps into the subnet, wrapped round at 2^bits.
IpAddress At(const Subnet& subnet, std::uint32_t seed, unsigned bits) {
  auto bytes = subnet.first().Bytes();
  std::uint32_t offset = seed & ((std::uint32_t{1} << bits) - 1);
  for (std::size_t index = ipam::BitsOf(subnet.family()) / 8; offset != 0; offset >>= 8) {
    --index;
    bytes[index] = static_cast<std::uint8_t>(bytes[index] | (offset & 0xff));
  }
  return IpAddress::FromBytes(subnet.family(), bytes);
}

}  // namespace

std::optional<ipam::AddressRequest> ParsePrefix(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = IpAddress::Parse(text.substr(0, slash));
  if (!address) return std::nullopt;
  unsigned length = ipam::BitsOf(address->family());
  if (slash != std::string_view::npos) {
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + slash + 1, end, length);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  }
  if (length > ipam::BitsOf(address->family())) return std::nullopt;
  return ipam::AddressRequest{*address, length};
}

std::vector<HostSubnet> SubnetsOf(const Json& network) {
  std::vector<HostSubnet> subnets;
  for (const Json& ipam : ListOf(network, "Ipams")) {
    for (const Json& subnet : ListOf(ipam, "Subnets")) subnets.push_back(ReadSubnet(subnet));
  }
  return subnets;
}

const HostSubnet& SubnetFor(const std::vector<HostSubnet>& subnets, const IpAddress& address) {
  const auto subnet = std::ranges::find_if(
      subnets, [&](const HostSubnet& each) { return each.subnet.Contains(address); });
  if (subnet == subnets.end()) throw Refusal(kInvalidIp);
  if (IsReserved(*subnet, address)) throw Refusal(kAddressInvalidOrReserved);
  return *subnet;
}

IpAddress PickAddress(const HostSubnet& subnet, std::uint32_t seed,
                      const std::function<bool(const IpAddress&)>& is_free) {
  const unsigned host_bits = ipam::BitsOf(subnet.subnet.family()) - subnet.subnet.prefix_length();
  const unsigned bits = std::min(host_bits, kMostScatteredBits);
  for (std::uint32_t step = 0; step < std::uint32_t{1} << bits; ++step) {
    const IpAddress address = At(subnet.subnet, seed + step, bits);
    if (!IsReserved(subnet, address) && is_free(address)) return address;
  }
  throw Refusal(kAddressInvalidOrReserved);
}

std::uint32_t LowBits(const IpAddress& address) {
  const std::size_t size = ipam::BitsOf(address.family()) / 8;
  const auto bytes = address.Bytes();
  std::uint32_t bits = 0;
  for (std::size_t index = size - 4; index < size; ++index) bits = (bits << 8) | bytes[index];
  return bits;
}

std::uint32_t LowBits(const Guid& id) {
  std::uint32_t bits = 0;
  for (std::size_t index = 12; index < 16; ++index) bits = (bits << 8) | id.bytes()[index];
  return bits;
}

}  // namespace hcn::simulator
