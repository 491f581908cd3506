#include "tests/hcn_simulator/host_fixture.h"

#include "hcn/handle.h"

namespace hcn::simulator {
namespace {

const json kVersion = {{"Major", 2}, {"Minor", 0}};

Guid IdOf(const std::string& answer) {
  return *Guid::Parse(json::parse(answer).at("ID").get<std::string>());
}

json Attachment(const std::string& request, const Guid& endpoint) {
  return {{"ResourceType", "Endpoint"},
          {"RequestType", request},
          {"Settings", {{"EndpointId", endpoint.ToString()}}}};
}

}  // namespace

json Subnet(const std::string& prefix, const std::string& gateway) {
  json subnet = {{"IpAddressPrefix", prefix}};
  if (gateway.empty()) return subnet;
  const bool is_ipv6 = gateway.find(':') != std::string::npos;
  const json route = {{"NextHop", gateway}, {"DestinationPrefix", is_ipv6 ? "::/0" : "0.0.0.0/0"}};
  subnet["Routes"] = json::array({route});
  return subnet;
}

json Network(const json& more) {
  const json ipam = {{"Type", "Static"},
                     {"Subnets", json::array({Subnet("10.0.0.0/24", "10.0.0.1")})}};
  json network = {{"Name", "overlay"},
                  {"Type", "L2Bridge"},
                  {"Ipams", json::array({ipam})},
                  {"SchemaVersion", kVersion}};
  network.update(more);
  return network;
}

json Endpoint(const json& more) {
  json endpoint = {{"Name", "endpoint"}, {"SchemaVersion", kVersion}};
  endpoint.update(more);
  return endpoint;
}

json Addresses(const std::vector<std::string>& addresses) {
  json configurations = json::array();
  for (const auto& address : addresses) configurations.push_back({{"IpAddress", address}});
  return {{"IpConfigurations", configurations}};
}

json Policy(const std::string& type, const json& settings) {
  return {{"Type", type}, {"Settings", settings}};
}

json WithPolicy(const std::string& type, const json& settings) {
  return {{"Policies", json::array({Policy(type, settings)})}};
}

json PortMapping(unsigned internal, unsigned external, unsigned protocol) {
  return WithPolicy(
      "PortMapping",
      {{"Protocol", protocol}, {"InternalPort", internal}, {"ExternalPort", external}});
}

HostTest::~HostTest() {
  if (network_ != 0) hcn_.CloseNetwork(network_);
  EXPECT_EQ(hcn_.OpenHandles(), 0U) << "the test lost a handle";
}

Guid HostTest::MakeNetwork(const json& more) {
  if (network_ != 0) hcn_.CloseNetwork(std::exchange(network_, 0));
  network_ = hcn_.CreateNetwork(Guid(), Network(more).dump());
  return IdOf(hcn_.QueryNetworkProperties(network_, kV2));
}

Guid HostTest::MakeEndpoint(const json& more, const Guid& id) {
  if (network_ == 0) MakeNetwork();
  const EndpointHandle handle(hcn_, hcn_.CreateEndpoint(network_, id, Endpoint(more).dump()));
  return IdOf(hcn_.QueryEndpointProperties(handle.value(), kV2));
}

Guid HostTest::MakeNamespace(const Guid& id, const json& more) {
  json document = {{"SchemaVersion", kVersion}};
  document.update(more);
  const NamespaceHandle handle(hcn_, hcn_.CreateNamespace(id, document.dump()));
  return IdOf(hcn_.QueryNamespaceProperties(handle.value(), kV2));
}

void HostTest::ModifyNamespace(const Guid& id, const json& request) {
  const NamespaceHandle handle(hcn_, hcn_.OpenNamespace(id));
  hcn_.ModifyNamespace(handle.value(), request.dump());
}

void HostTest::ModifyEndpoint(const Guid& id, const json& request) {
  const EndpointHandle handle(hcn_, hcn_.OpenEndpoint(id));
  hcn_.ModifyEndpoint(handle.value(), request.dump());
}

void HostTest::ModifyNetwork(const Guid& id, const json& request) {
  const NetworkHandle handle(hcn_, hcn_.OpenNetwork(id));
  hcn_.ModifyNetwork(handle.value(), request.dump());
}

void HostTest::Attach(const Guid& name_space, const Guid& endpoint) {
  ModifyNamespace(name_space, Attachment("Add", endpoint));
}

void HostTest::Detach(const Guid& name_space, const Guid& endpoint) {
  ModifyNamespace(name_space, Attachment("Remove", endpoint));
}

json HostTest::QueryNetwork(const Guid& id, const std::string& query) {
  const NetworkHandle handle(hcn_, hcn_.OpenNetwork(id));
  return json::parse(hcn_.QueryNetworkProperties(handle.value(), query));
}

json HostTest::QueryEndpoint(const Guid& id, const std::string& query) {
  const EndpointHandle handle(hcn_, hcn_.OpenEndpoint(id));
  return json::parse(hcn_.QueryEndpointProperties(handle.value(), query));
}

json HostTest::QueryNamespace(const Guid& id, const std::string& query) {
  const NamespaceHandle handle(hcn_, hcn_.OpenNamespace(id));
  return json::parse(hcn_.QueryNamespaceProperties(handle.value(), query));
}

}  // namespace hcn::simulator
