#include <nlohmann/json.hpp>

#include "hcn/answer_reader.h"
#include "hcn/json_depth.h"
#include "hcn/schema.h"
#include "hcn/schema_names.h"

namespace hcn {
namespace {

using nlohmann::json;

json ParseAnswer(const Answer& answer) {
  json document = json::parse(answer.text, nullptr, /*allow_exceptions=*/false);
  if (document.is_discarded()) answer.Refuse("", "it is not JSON");
  if (IsTooDeep(answer.text)) answer.Refuse("", "it is nested too deep");
  return document;
}

// HCN leaves out the first value of an enumeration.
template <typename Enum, typename Names>
Enum ReadType(const AnswerObject& object, const Names& names) {
  const std::string name = object.Text("Type");
  if (name.empty()) return Enum{};
  return FindByName(names, name).value_or(Enum::kUnknown);
}

Route ReadRoute(const AnswerObject& object) {
  return {.next_hop = object.Text("NextHop"),
          .destination_prefix = object.Text("DestinationPrefix"),
          .metric = object.Unsigned<std::uint16_t>("Metric")};
}

Subnet ReadSubnet(const AnswerObject& object) {
  return {.ip_address_prefix = object.Text("IpAddressPrefix"),
          .routes = object.Each("Routes", ReadRoute)};
}

Ipam ReadIpam(const AnswerObject& object) {
  return {.subnets = object.Each("Subnets", ReadSubnet)};
}

Policy ReadPolicy(const AnswerObject& object) {
  return {.type = object.Text("Type"), .settings = object.Object("Settings")};
}

// PortMapping is the first type of an endpoint's policies.
Policy ReadEndpointPolicy(const AnswerObject& object) {
  Policy policy = ReadPolicy(object);
  if (policy.type.empty()) policy.type = kPortMapping;
  return policy;
}

IpConfig ReadIpConfig(const AnswerObject& object) {
  return {.ip_address = object.Text("IpAddress"),
          .prefix_length = object.Unsigned<std::uint8_t>("PrefixLength")};
}

Dns ReadDns(const AnswerObject& object) {
  return {.domain = object.Text("Domain"),
          .search = object.Texts("Search"),
          .server_list = object.Texts("ServerList"),
          .options = object.Texts("Options")};
}

struct Resource {
  std::string type;
  json data;
};

Resource ReadResource(const AnswerObject& object) {
  return {.type = object.Text("Type"), .data = object.Object("Data")};
}

// A resource of a type that we do not know is of no interest; one that we know must say which.
void AddResource(HostComputeNamespace& name_space, const Answer& answer, const Resource& resource) {
  const AnswerObject data(answer, resource.data, "Data");
  if (SameName(resource.type, "Endpoint")) {
    const Guid id = data.Id("Id");
    if (id.IsNil()) answer.Refuse("Resources", "holds an endpoint without an id");
    name_space.endpoints.push_back(id);
  } else if (resource.type.empty() || SameName(resource.type, "Container")) {
    name_space.containers.push_back(data.Text("Id"));
  }
}

}  // namespace

HostComputeNetwork ParseNetwork(std::string_view text) {
  const Answer answer{.document = "HostComputeNetwork", .text = text};
  const json document = ParseAnswer(answer);
  const AnswerObject object(answer, document, "");
  return {.id = object.Id("ID"),
          .name = object.Text("Name"),
          .type = ReadType<NetworkType>(object, kNetworkTypeNames),
          .ipams = object.Each("Ipams", ReadIpam),
          .policies = object.Each("Policies", ReadPolicy),
          .flags = object.Unsigned<std::uint32_t>("Flags")};
}

HostComputeEndpoint ParseEndpoint(std::string_view text) {
  const Answer answer{.document = "HostComputeEndpoint", .text = text};
  const json document = ParseAnswer(answer);
  const AnswerObject object(answer, document, "");
  const json dns = object.Object("Dns");
  return {.id = object.Id("ID"),
          .name = object.Text("Name"),
          .host_compute_network = object.Id("HostComputeNetwork"),
          .host_compute_namespace = object.Id("HostComputeNamespace"),
          .ip_configurations = object.Each("IpConfigurations", ReadIpConfig),
          .mac_address = object.Text("MacAddress"),
          .routes = object.Each("Routes", ReadRoute),
          .dns = ReadDns(AnswerObject(answer, dns, "Dns")),
          .policies = object.Each("Policies", ReadEndpointPolicy),
          .flags = object.Unsigned<std::uint32_t>("Flags")};
}

HostComputeNamespace ParseNamespace(std::string_view text) {
  const Answer answer{.document = "HostComputeNamespace", .text = text};
  const json document = ParseAnswer(answer);
  const AnswerObject object(answer, document, "");
  HostComputeNamespace name_space;
  name_space.id = object.Id("ID");
  name_space.type = ReadType<NamespaceType>(object, kNamespaceTypeNames);
  name_space.owner = object.Text("Owner");
  for (const Resource& resource : object.Each("Resources", ReadResource)) {
    AddResource(name_space, answer, resource);
  }
  return name_space;
}

std::vector<Guid> ParseGuids(std::string_view text) {
  if (text.empty()) return {};
  const Answer answer{.document = "list of GUIDs", .text = text};
  const json document = ParseAnswer(answer);
  if (document.is_null()) return {};
  if (!document.is_array()) answer.Refuse("", "it is not an array");
  std::vector<Guid> guids;
  for (const json& element : document) {
    const auto guid =
        element.is_string() ? Guid::Parse(element.get_ref<const std::string&>()) : std::nullopt;
    if (!guid) answer.Refuse("", "it holds something that is not a GUID");
    guids.push_back(*guid);
  }
  return guids;
}

}  // namespace hcn
