#include "hcn/simulator/v1.h"
#include "hcn/simulator/v1_policies.h"

namespace hcn::simulator {
namespace {

constexpr int kStateCreated = 1;
constexpr int kStateAttachedShared = 3;

std::string UpperId(const Json& object, std::string_view member) {
  return UpperCase(TextOf(object, member));
}

std::string Join(const Json& texts) {
  std::string joined;
  for (const Json& text : texts) {
    if (!joined.empty()) joined.push_back(',');
    joined.append(text.get_ref<const std::string&>());
  }
  return joined;
}

std::string DefaultGateway(const Json& routes, std::string_view prefix) {
  for (const Json& route : routes) {
    if (TextOf(route, "DestinationPrefix") == prefix) return TextOf(route, "NextHop");
  }
  return {};
}

// What is empty is left out, but for the members that have a value on every object.
void AddText(Json& v1, std::string_view name, std::string text) {
  if (!text.empty()) v1[std::string(name)] = std::move(text);
}

Json BaseToV1(const Json& object) {
  Json v1 = {{"ID", UpperId(object, "ID")}};
  AddText(v1, "Name", TextOf(object, "Name"));
  AddText(v1, "Owner", TextOf(object, "Owner"));
  return v1;
}

void AddDns(Json& v1, const Json& object) {
  const auto dns = object.find("Dns");
  if (dns == object.end()) return;
  AddText(v1, "DNSSuffix", TextOf(*dns, "Domain"));
  AddText(v1, "DNSServerList", Join(ListOf(*dns, "ServerList")));
}

Json SubnetToV1(const Json& subnet) {
  Json v1 = {{"AddressPrefix", TextOf(subnet, "IpAddressPrefix")}};
  const Json& routes = ListOf(subnet, "Routes");
  AddText(v1, "GatewayAddress", DefaultGateway(routes, "0.0.0.0/0"));
  if (!v1.contains("GatewayAddress")) {
    AddText(v1, "GatewayAddress", DefaultGateway(routes, "::/0"));
  }
  return v1;
}

void AddAddresses(Json& v1, const Json& endpoint) {
  for (const Json& configuration : ListOf(endpoint, "IpConfigurations")) {
    const std::string address = TextOf(configuration, "IpAddress");
    const bool is_ipv6 = address.find(':') != std::string::npos;
    v1[is_ipv6 ? "IPv6Address" : "IPAddress"] = address;
    v1[is_ipv6 ? "IPv6PrefixLength" : "PrefixLength"] = NumberOf(configuration, "PrefixLength");
  }
}

void AddFlags(Json& v1, std::uint64_t flags) {
  if ((flags & 1) != 0) v1["IsRemoteEndpoint"] = true;
  if ((flags & 2) != 0) v1["DisableICC"] = true;
  if ((flags & 8) != 0) v1["EnableLowMetric"] = true;
}

}  // namespace

Json NetworkToV1(const Json& network) {
  Json v1 = BaseToV1(network);
  v1["Type"] = TextOf(network, "Type");
  v1["Flags"] = NumberOf(network, "Flags");
  v1["State"] = kStateCreated;
  Json subnets = Json::array();
  for (const Json& ipam : ListOf(network, "Ipams")) {
    for (const Json& subnet : ListOf(ipam, "Subnets")) subnets.push_back(SubnetToV1(subnet));
  }
  v1["Subnets"] = subnets;
  if (network.contains("MacPool")) v1["MacPools"] = ListOf(network.at("MacPool"), "Ranges");
  AddDns(v1, network);
  v1["Policies"] = PoliciesToV1(ListOf(network, "Policies"));
  return v1;
}

Json EndpointToV1(const Json& endpoint, std::string_view network_name) {
  Json v1 = BaseToV1(endpoint);
  v1["VirtualNetwork"] = UpperId(endpoint, "HostComputeNetwork");
  AddText(v1, "VirtualNetworkName", std::string(network_name));
  AddAddresses(v1, endpoint);
  AddText(v1, "MacAddress", TextOf(endpoint, "MacAddress"));
  const Json& routes = ListOf(endpoint, "Routes");
  AddText(v1, "GatewayAddress", DefaultGateway(routes, "0.0.0.0/0"));
  AddText(v1, "GatewayAddressV6", DefaultGateway(routes, "::/0"));
  AddDns(v1, endpoint);
  AddFlags(v1, NumberOf(endpoint, "Flags"));
  v1["Policies"] = PoliciesToV1(ListOf(endpoint, "Policies"));
  const bool attached = endpoint.contains("HostComputeNamespace");
  v1["State"] = attached ? kStateAttachedShared : kStateCreated;
  if (attached) v1["Namespace"] = {{"ID", UpperId(endpoint, "HostComputeNamespace")}};
  return v1;
}

Json NamespaceToV1(const Json& name_space) {
  Json v1 = BaseToV1(name_space);
  v1["CompartmentId"] = NumberOf(name_space, "NamespaceId");
  v1["IsDefault"] = TextOf(name_space, "Type") == "HostDefault";
  v1["State"] = kStateCreated;
  v1["Containers"] = Json::array();
  v1["ResourceList"] = Json::array();
  for (const Json& resource : ListOf(name_space, "Resources")) {
    if (TextOf(resource, "Type") == "Endpoint") {
      v1["ResourceList"].push_back(resource);
    } else {
      v1["Containers"].push_back(TextOf(resource.at("Data"), "Id"));
    }
  }
  return v1;
}

}  // namespace hcn::simulator
