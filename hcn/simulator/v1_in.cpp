#include <algorithm>

#include "hcn/simulator/v1.h"
#include "hcn/simulator/v1_policies.h"

namespace hcn::simulator {
namespace {

void Copy(const Json& from, std::string_view old_name, Json& to, std::string_view new_name) {
  const auto value = from.find(old_name);
  if (value != from.end()) to[std::string(new_name)] = *value;
}

Json Split(const std::string& list) {
  Json parts = Json::array();
  std::string::size_type start = 0;
  while (start < list.size()) {
    const auto comma = std::min(list.find(',', start), list.size());
    if (comma > start) parts.push_back(list.substr(start, comma - start));
    start = comma + 1;
  }
  return parts;
}

Json DefaultRoute(const std::string& gateway) {
  const bool is_ipv6 = gateway.find(':') != std::string::npos;
  return {{"NextHop", gateway}, {"DestinationPrefix", is_ipv6 ? "::/0" : "0.0.0.0/0"}};
}

Json DnsFromV1(const Json& v1) {
  return {{"Domain", TextOf(v1, "DNSSuffix")}, {"ServerList", Split(TextOf(v1, "DNSServerList"))}};
}

Json SubnetFromV1(const Json& v1) {
  Json subnet = {{"IpAddressPrefix", TextOf(v1, "AddressPrefix")}};
  const std::string gateway = TextOf(v1, "GatewayAddress");
  if (!gateway.empty()) subnet["Routes"] = Json::array({DefaultRoute(gateway)});
  subnet["Policies"] = Json::array();
  for (const Json& policy : ListOf(v1, "Policies")) {
    const std::string type = TextOf(policy, "Type");
    const Json settings = {{"IsolationId", NumberOf(policy, type)}};
    subnet["Policies"].push_back({{"Type", type}, {"Settings", settings}});
  }
  return subnet;
}

void AddAddress(Json& endpoint, const Json& v1, std::string_view address,
                std::string_view prefix_length) {
  const std::string text = TextOf(v1, address);
  if (text.empty()) return;
  endpoint["IpConfigurations"].push_back(
      {{"IpAddress", text}, {"PrefixLength", NumberOf(v1, prefix_length)}});
}

void AddRoute(Json& endpoint, const Json& v1, std::string_view gateway) {
  const std::string text = TextOf(v1, gateway);
  if (!text.empty()) endpoint["Routes"].push_back(DefaultRoute(text));
}

Json BaseFromV1(const Json& v1) {
  Json base = Json::object();
  for (const std::string_view member : {"ID", "Name", "Owner"}) Copy(v1, member, base, member);
  base["SchemaVersion"] = {{"Major", 2}, {"Minor", 0}};
  base["Dns"] = DnsFromV1(v1);
  base["Policies"] = PoliciesFromV1(ListOf(v1, "Policies"));
  return base;
}

}  // namespace

bool IsV2(const Json& document) {
  if (!document.is_object()) return false;
  const auto version = document.find("SchemaVersion");
  return version != document.end() && version->is_object() && NumberOf(*version, "Major") >= 2;
}

Json NetworkFromV1(const Json& v1) {
  Json network = BaseFromV1(v1);
  Copy(v1, "Type", network, "Type");
  Copy(v1, "Flags", network, "Flags");
  Json subnets = Json::array();
  for (const Json& subnet : ListOf(v1, "Subnets")) subnets.push_back(SubnetFromV1(subnet));
  if (!subnets.empty()) network["Ipams"] = Json::array({{{"Subnets", subnets}}});
  if (!ListOf(v1, "MacPools").empty()) network["MacPool"] = {{"Ranges", v1.at("MacPools")}};
  const std::string adapter = TextOf(v1, "NetworkAdapterName");
  if (!adapter.empty()) {
    network["Policies"].push_back(
        {{"Type", "NetAdapterName"}, {"Settings", {{"NetworkAdapterName", adapter}}}});
  }
  return network;
}

Json EndpointFromV1(const Json& v1) {
  Json endpoint = BaseFromV1(v1);
  Copy(v1, "VirtualNetwork", endpoint, "HostComputeNetwork");
  Copy(v1, "MacAddress", endpoint, "MacAddress");
  AddAddress(endpoint, v1, "IPAddress", "PrefixLength");
  AddAddress(endpoint, v1, "IPv6Address", "IPv6PrefixLength");
  AddRoute(endpoint, v1, "GatewayAddress");
  AddRoute(endpoint, v1, "GatewayAddressV6");
  const auto flag = [&](std::string_view member, unsigned bit) {
    return v1.contains(member) && v1.at(std::string(member)) == true ? bit : 0U;
  };
  endpoint["Flags"] =
      flag("IsRemoteEndpoint", 1) | flag("DisableICC", 2) | flag("EnableLowMetric", 8);
  return endpoint;
}

}  // namespace hcn::simulator
