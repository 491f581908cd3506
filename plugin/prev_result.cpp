#include <array>
#include <span>

#include "conf/error.h"
#include "conf/text.h"
#include "plugin/result.h"

namespace plugin {
namespace {

using nlohmann::json;

struct Extra {
  const char* name;
  bool is_text;  // else a whole number
};
constexpr std::array<Extra, 3> kInterfaceExtras{
    {{"mtu", false}, {"socketPath", true}, {"pciID", true}}};
constexpr std::array<Extra, 5> kRouteExtras{
    {{"mtu", false}, {"advmss", false}, {"priority", false}, {"table", false}, {"scope", false}}};

[[noreturn]] void Refuse(const std::string& where, const std::string& why) {
  throw conf::Error(conf::Problem::kMalformed, where + " " + why);
}

const json* Member(const json& object, const char* name) {
  const auto member = object.find(name);
  return member == object.end() || member->is_null() ? nullptr : &*member;
}

std::string Text(const json& object, const char* name, const std::string& where) {
  const json* member = Member(object, name);
  if (member == nullptr) return {};
  if (!member->is_string()) Refuse(where + "." + name, "must be a string");
  return member->get<std::string>();
}

// The elements of a list of objects; none when it is absent.
template <typename Read>
void ForEach(const json& object, const char* name, const std::string& where, const Read& read) {
  const json* list = Member(object, name);
  if (list == nullptr) return;
  if (!list->is_array()) Refuse(where + "." + name, "must be a list");
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string element = where + "." + name + "[" + std::to_string(i) + "]";
    if (!(*list)[i].is_object()) Refuse(element, "must be an object");
    read((*list)[i], element);
  }
}

// A later plugin, and the runtime, would refuse them for their type with less to say.
json Extras(const json& object, std::span<const Extra> known, const std::string& where) {
  json extras = json::object();
  for (const auto& [name, is_text] : known) {
    const json* member = Member(object, name);
    if (member == nullptr) continue;
    if (is_text ? !member->is_string() : !member->is_number_integer()) {
      Refuse(where + "." + name, is_text ? "must be a string" : "must be an integer");
    }
    extras[name] = *member;
  }
  return extras;
}

std::optional<ipam::IpAddress> Gateway(const json& object, const char* name,
                                       const std::string& where) {
  const std::string text = Text(object, name, where);
  if (text.empty()) return std::nullopt;
  const auto address = ipam::IpAddress::Parse(text);
  if (!address) Refuse(where + "." + name, "is no address: " + conf::Quoted(text));
  return address;
}

// The member's text as `parse` reads it.
template <typename T>
T Parse(T (*parse)(std::string_view), const json& object, const char* name,
        const std::string& where) {
  try {
    return parse(Text(object, name, where));
  } catch (const ipam::Error& error) {
    Refuse(where + "." + name, "is wrong: " + conf::WithControlsEscaped(error.what()));
  }
}

Address ReadAddress(const json& object, const char* name, const std::string& where) {
  const auto request = Parse(ipam::AddressRequest::Parse, object, name, where);
  if (!request.prefix_length) Refuse(where + "." + name, "lacks a prefix length");
  return {request.address, *request.prefix_length, Gateway(object, "gateway", where), {}};
}

RouteTo ReadRoute(const json& object, const std::string& where) {
  return {Parse(ipam::Subnet::ParseNormalised, object, "dst", where), Gateway(object, "gw", where),
          Extras(object, kRouteExtras, where)};
}

void ReadIndex(const json& object, const std::string& where, std::size_t interfaces,
               Address& address) {
  const json* index = Member(object, "interface");
  if (index == nullptr) return;
  if (!index->is_number_integer()) Refuse(where + ".interface", "must be an integer");
  // Anything outside of the list, which -1 is for some plugins, points at no interface.
  const auto number = index->get<std::int64_t>();
  if (number >= 0 && static_cast<std::uint64_t>(number) < interfaces) {
    address.interface = static_cast<std::size_t>(number);
  }
}

void ReadLists(const json& document, const std::string& what, Result& result) {
  ForEach(document, "interfaces", what, [&](const json& object, const std::string& where) {
    result.interfaces.push_back({Text(object, "name", where), Text(object, "mac", where),
                                 Text(object, "sandbox", where),
                                 Extras(object, kInterfaceExtras, where)});
  });
  ForEach(document, "ips", what, [&](const json& object, const std::string& where) {
    Address address = ReadAddress(object, "address", where);
    ReadIndex(object, where, result.interfaces.size(), address);
    result.addresses.push_back(address);
  });
  ForEach(document, "routes", what, [&](const json& object, const std::string& where) {
    result.routes.push_back(ReadRoute(object, where));
  });
}

void ReadFamily(const json& document, const char* name, const std::string& what, Result& result) {
  const json* object = Member(document, name);
  if (object == nullptr) return;
  const std::string where = what + "." + name;
  if (!object->is_object()) Refuse(where, "must be an object");
  result.addresses.push_back(ReadAddress(*object, "ip", where));
  ForEach(*object, "routes", where, [&](const json& route, const std::string& at) {
    result.routes.push_back(ReadRoute(route, at));
  });
}

std::vector<std::string> Texts(const json& object, const char* name, const std::string& in) {
  const json* list = Member(object, name);
  if (list == nullptr) return {};
  std::vector<std::string> texts;
  const std::string where = in + "." + name;
  if (!list->is_array()) Refuse(where, "must be a list");
  for (const json& element : *list) {
    if (!element.is_string()) Refuse(where, "must be a list of strings");
    texts.push_back(element.get<std::string>());
  }
  return texts;
}

conf::Dns ReadDns(const json& document, const std::string& what) {
  const json* dns = Member(document, "dns");
  if (dns == nullptr) return {};
  const std::string where = what + ".dns";
  if (!dns->is_object()) Refuse(where, "must be an object");
  return {Texts(*dns, "nameservers", where), Text(*dns, "domain", where),
          Texts(*dns, "search", where), Texts(*dns, "options", where)};
}

// Shapes changed with 0.3.0 and 1.0.0.
int FamilyOf(conf::SpecVersion version) {
  if (version < conf::SpecVersion::k030) return 0;
  return version < conf::SpecVersion::k100 ? 1 : 2;
}

void RequireFamily(const json& document, conf::SpecVersion version, const std::string& what) {
  const std::string text = Text(document, "cniVersion", what);
  if (text.empty()) return;
  const auto own = conf::ParseSpecVersion(text);
  if (own && FamilyOf(*own) == FamilyOf(version)) return;
  Refuse(what + ".cniVersion", "is " + conf::Quoted(text) +
                                   ", which has another shape than the configuration's " +
                                   std::string(conf::ToString(version)));
}

}  // namespace

Result ParseResult(const json& document, conf::SpecVersion version, const std::string& what) {
  if (!document.is_object()) Refuse(what, "must be an object");
  RequireFamily(document, version, what);
  Result result;
  if (FamilyOf(version) == 0) {
    ReadFamily(document, "ip4", what, result);
    ReadFamily(document, "ip6", what, result);
  } else {
    ReadLists(document, what, result);
  }
  result.dns = ReadDns(document, what);
  return result;
}

Result ParsePrevResult(const json& document, conf::SpecVersion version) {
  return ParseResult(document, version, "prevResult");
}

}  // namespace plugin
