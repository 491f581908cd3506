#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "hcn/policy.h"
#include "hcn/schema.h"

// The documents as they go to HCN. A golden file is laid out for people, with its members in the
// order in which they are sent.
namespace hcn {
namespace {

nlohmann::ordered_json Golden(const std::string& name) {
  std::ifstream file(std::string(HCN_GOLDEN_DIR) + "/" + name);
  if (!file) throw std::runtime_error("no golden file " + name);
  return nlohmann::ordered_json::parse(file);
}

void ExpectGolden(const std::string& document, const std::string& name) {
  const nlohmann::ordered_json golden = Golden(name);
  EXPECT_EQ(nlohmann::json::parse(document), nlohmann::json(golden)) << name;
  EXPECT_EQ(document, golden.dump()) << name;
}

Guid NetworkId() { return *Guid::Parse("{B95D0C5B-1F1B-4B8E-8F43-3A5F7D8F2C11}"); }
Guid EndpointId() { return *Guid::Parse("{C0FFEE00-1234-5678-9ABC-DEF012345678}"); }

TEST(GoldenDocument, MakesAnL2BridgeOnAnAdapter) {
  const Route gateway{.next_hop = "10.200.42.1", .destination_prefix = "0.0.0.0/0"};
  HostComputeNetwork network;
  network.id = NetworkId();
  network.name = "overlay";
  network.type = NetworkType::kL2Bridge;
  network.ipams = {{.subnets = {{.ip_address_prefix = "10.200.42.0/24", .routes = {gateway}}}}};
  network.policies = {NetAdapterName("Ethernet")};
  ExpectGolden(ToDocument(network), "network_create.json");
}

TEST(GoldenDocument, MakesAnEndpointWithEveryClusterPolicy) {
  HostComputeEndpoint endpoint;
  endpoint.id = EndpointId();
  endpoint.name = "hcn-slice~overlay~4bf1c9~eth0";
  endpoint.host_compute_network = NetworkId();
  endpoint.host_compute_namespace = EndpointId();
  endpoint.ip_configurations = {{.ip_address = "10.200.42.7", .prefix_length = 24}};
  endpoint.mac_address = "00-15-5D-0A-C8-2A";
  endpoint.routes = {{.next_hop = "10.200.42.1", .destination_prefix = "0.0.0.0/0"}};
  endpoint.dns = {.domain = "cluster.local",
                  .search = {"default.svc.cluster.local", "svc.cluster.local"},
                  .server_list = {"10.96.0.10"},
                  .options = {"ndots:5"}};
  endpoint.policies = {OutBoundNat({"10.200.0.0/16", "10.96.0.0/12"}),
                       SdnRoute("10.200.0.0/16", NeedEncap::kNo),
                       SdnRoute("10.96.0.0/12", NeedEncap::kYes),
                       AllowIn({"10.200.0.0/16", "10.201.0.0/16"}, 65500)};
  ExpectGolden(ToDocument(endpoint), "endpoint_create.json");
}

TEST(GoldenDocument, MakesANamespace) {
  HostComputeNamespace name_space;
  name_space.id = NetworkId();
  name_space.owner = "hcn-slice";
  name_space.endpoints = {EndpointId()};
  name_space.containers = {"c1"};
  ExpectGolden(ToDocument(name_space), "namespace_create.json");
}

TEST(GoldenDocument, PutsAnEndpointIntoANamespace) {
  ExpectGolden(NamespaceEndpointRequest(RequestType::kAdd, EndpointId()),
               "namespace_add_endpoint.json");
}

TEST(GoldenDocument, TakesAnEndpointOutOfANamespace) {
  ExpectGolden(NamespaceEndpointRequest(RequestType::kRemove, EndpointId()),
               "namespace_remove_endpoint.json");
}

TEST(GoldenDocument, AsksForTheV2Form) { ExpectGolden(ToQuery(), "query.json"); }

TEST(GoldenDocument, AsksWithAFilterInAString) {
  ExpectGolden(ToQuery(Filter{.member = "VirtualNetwork", .value = NetworkId().ToString()}),
               "query_filter.json");
}

}  // namespace
}  // namespace hcn
