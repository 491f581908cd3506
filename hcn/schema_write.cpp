#include <nlohmann/json.hpp>
#include <stdexcept>

#include "hcn/schema.h"
#include "hcn/schema_names.h"

namespace hcn {
namespace {

using nlohmann::json;

json SchemaVersion() { return {{"Major", 2}, {"Minor", 0}}; }

// HCN itself leaves out what is empty, and takes an absent member for its default.
template <typename Value>
void SetUnlessEmpty(json& object, const char* member, const Value& value) {
  if (!value.empty()) object[member] = value;
}

void SetUnlessZero(json& object, const char* member, std::uint32_t value) {
  if (value != 0) object[member] = value;
}

json ToJson(const Route& route);
json ToJson(const Policy& policy);
json ToJson(const Subnet& subnet);
json ToJson(const Ipam& ipam);
json ToJson(const IpConfig& config);

template <typename Items>
json ArrayOf(const Items& items) {
  json array = json::array();
  for (const auto& item : items) array.push_back(ToJson(item));
  return array;
}

template <typename Names, typename Enum>
std::string_view WrittenName(const Names& names, Enum value) {
  if (value == Enum::kUnknown) throw std::invalid_argument("HCN cannot be asked for type Unknown");
  return NameOf(names, value);
}

json ToJson(const Route& route) {
  json object = json::object();
  SetUnlessEmpty(object, "NextHop", route.next_hop);
  SetUnlessEmpty(object, "DestinationPrefix", route.destination_prefix);
  SetUnlessZero(object, "Metric", route.metric);
  return object;
}

json ToJson(const Policy& policy) { return {{"Type", policy.type}, {"Settings", policy.settings}}; }

// The routes are there even when there are none: without a default route HCN chooses the gateway
// itself, and a reader of the document shall see that.
json ToJson(const Subnet& subnet) {
  return {{"IpAddressPrefix", subnet.ip_address_prefix}, {"Routes", ArrayOf(subnet.routes)}};
}

json ToJson(const Ipam& ipam) {
  json object = {{"Type", "Static"}};
  SetUnlessEmpty(object, "Subnets", ArrayOf(ipam.subnets));
  return object;
}

json ToJson(const IpConfig& config) {
  json object = {{"IpAddress", config.ip_address}};
  SetUnlessZero(object, "PrefixLength", config.prefix_length);
  return object;
}

json ToJson(const Dns& dns) {
  json object = json::object();
  SetUnlessEmpty(object, "Domain", dns.domain);
  SetUnlessEmpty(object, "Search", dns.search);
  SetUnlessEmpty(object, "ServerList", dns.server_list);
  SetUnlessEmpty(object, "Options", dns.options);
  return object;
}

}  // namespace

std::string ToDocument(const HostComputeNetwork& network) {
  json document = {{"SchemaVersion", SchemaVersion()},
                   {"Type", WrittenName(kNetworkTypeNames, network.type)}};
  SetUnlessEmpty(document, "Name", network.name);
  SetUnlessEmpty(document, "Ipams", ArrayOf(network.ipams));
  SetUnlessEmpty(document, "Policies", ArrayOf(network.policies));
  SetUnlessZero(document, "Flags", network.flags);
  return document.dump();
}

std::string ToDocument(const HostComputeEndpoint& endpoint) {
  json document = {{"SchemaVersion", SchemaVersion()},
                   {"HostComputeNetwork", endpoint.host_compute_network.ToString()}};
  SetUnlessEmpty(document, "Name", endpoint.name);
  SetUnlessEmpty(document, "IpConfigurations", ArrayOf(endpoint.ip_configurations));
  SetUnlessEmpty(document, "MacAddress", endpoint.mac_address);
  SetUnlessEmpty(document, "Routes", ArrayOf(endpoint.routes));
  SetUnlessEmpty(document, "Dns", ToJson(endpoint.dns));
  SetUnlessEmpty(document, "Policies", ArrayOf(endpoint.policies));
  SetUnlessZero(document, "Flags", endpoint.flags);
  return document.dump();
}

std::string ToDocument(const HostComputeNamespace& name_space) {
  json document = {{"SchemaVersion", SchemaVersion()},
                   {"Type", WrittenName(kNamespaceTypeNames, name_space.type)}};
  SetUnlessEmpty(document, "Owner", name_space.owner);
  return document.dump();
}

std::string NamespaceEndpointRequest(RequestType request, const Guid& endpoint) {
  const json document = {{"ResourceType", "Endpoint"},
                         {"RequestType", request == RequestType::kAdd ? "Add" : "Remove"},
                         {"Settings", {{"EndpointId", endpoint.ToString()}}}};
  return document.dump();
}

std::string ToQuery(const std::optional<Filter>& filter) {
  json query = {{"SchemaVersion", SchemaVersion()}};
  if (filter) {
    const json members = {{filter->member, filter->value}};
    query["Filter"] = members.dump();
  }
  return query.dump();
}

}  // namespace hcn
