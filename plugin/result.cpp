#include "plugin/result.h"

#include <algorithm>
#include <cctype>

namespace plugin {
namespace {

using Json = nlohmann::ordered_json;

void PutUnlessEmpty(Json& object, const char* name, const auto& value) {
  if (!value.empty()) object[name] = value;
}

Json DnsDocument(const conf::Dns& dns) {
  Json document = Json::object();
  PutUnlessEmpty(document, "nameservers", dns.nameservers);
  PutUnlessEmpty(document, "domain", dns.domain);
  PutUnlessEmpty(document, "search", dns.search);
  PutUnlessEmpty(document, "options", dns.options);
  return document;
}

std::string Cidr(const Address& address) {
  return address.address.ToString() + "/" + std::to_string(address.prefix_length);
}

Json RouteDocument(const RouteTo& route, bool with_extra) {
  Json document{{"dst", route.destination.ToString()}};
  if (route.gateway) document["gw"] = route.gateway->ToString();
  if (with_extra) document.update(Json(route.extra));
  return document;
}

Json InterfaceDocument(const Interface& interface, bool with_extra) {
  Json document{{"name", interface.name}};
  PutUnlessEmpty(document, "mac", interface.mac);
  PutUnlessEmpty(document, "sandbox", interface.sandbox);
  if (with_extra) document.update(Json(interface.extra));
  return document;
}

Json AddressDocument(const Address& address, bool with_version) {
  Json document = Json::object();
  if (with_version) {
    document["version"] = address.address.family() == ipam::Family::kIpv4 ? "4" : "6";
  }
  if (address.interface) document["interface"] = *address.interface;
  document["address"] = Cidr(address);
  if (address.gateway) document["gateway"] = address.gateway->ToString();
  return document;
}

// 0.3.0 to 1.1.0: lists. Version members of addresses went, and extras came, with 1.0.0.
void PutLists(Json& document, const Result& result, bool is_first_generation) {
  for (const Interface& interface : result.interfaces) {
    document["interfaces"].push_back(InterfaceDocument(interface, !is_first_generation));
  }
  for (const Address& address : result.addresses) {
    document["ips"].push_back(AddressDocument(address, is_first_generation));
  }
  for (const RouteTo& route : result.routes) {
    document["routes"].push_back(RouteDocument(route, !is_first_generation));
  }
}

// 0.1.0 and 0.2.0: the first address of each family with the routes of that family, nothing else.
void PutFamily(Json& document, const Result& result, ipam::Family family, const char* name) {
  for (const Address& address : result.addresses) {
    if (address.address.family() != family) continue;
    Json& member = document[name];
    member["ip"] = Cidr(address);
    if (address.gateway) member["gateway"] = address.gateway->ToString();
    for (const RouteTo& route : result.routes) {
      if (route.destination.family() == family)
        member["routes"].push_back(RouteDocument(route, false));
    }
    return;
  }
}

}  // namespace

std::string ToDocument(const Result& result, conf::SpecVersion version) {
  Json document{{"cniVersion", conf::ToString(version)}};
  if (version < conf::SpecVersion::k030) {
    PutFamily(document, result, ipam::Family::kIpv4, "ip4");
    PutFamily(document, result, ipam::Family::kIpv6, "ip6");
  } else {
    PutLists(document, result, version < conf::SpecVersion::k100);
  }
  if (!result.dns.empty()) document["dns"] = DnsDocument(result.dns);
  return document.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string MacInResult(std::string mac) {
  std::transform(mac.begin(), mac.end(), mac.begin(), [](unsigned char letter) {
    return letter == '-' ? ':' : static_cast<char>(std::tolower(letter));
  });
  return mac;
}

Result Append(Result previous, const Result& own) {
  const std::size_t shift = previous.interfaces.size();
  for (Address address : own.addresses) {
    if (address.interface) *address.interface += shift;
    previous.addresses.push_back(address);
  }
  previous.interfaces.insert(previous.interfaces.end(), own.interfaces.begin(),
                             own.interfaces.end());
  previous.routes.insert(previous.routes.end(), own.routes.begin(), own.routes.end());
  if (!own.dns.empty()) previous.dns = own.dns;
  return previous;
}

}  // namespace plugin
