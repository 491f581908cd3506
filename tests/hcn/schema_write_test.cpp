#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "hcn/schema.h"

namespace hcn {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kNil = "00000000-0000-0000-0000-000000000000";

TEST(Document, LeavesOutWhatIsEmpty) {
  EXPECT_EQ(ToDocument(HostComputeNetwork{}),
            R"({"SchemaVersion":{"Major":2,"Minor":0},"Type":"NAT"})");
  EXPECT_EQ(ToDocument(HostComputeEndpoint{}), std::string(R"({"HostComputeNetwork":")") + kNil +
                                                   R"(","SchemaVersion":{"Major":2,"Minor":0}})");
  EXPECT_EQ(ToDocument(HostComputeNamespace{}),
            R"({"SchemaVersion":{"Major":2,"Minor":0},"Type":"Host"})");
}

TEST(Document, LeavesThePrefixLengthToHcnWhenThereIsNone) {
  HostComputeEndpoint endpoint;
  endpoint.ip_configurations = {{.ip_address = "10.0.0.2"}};
  EXPECT_EQ(json::parse(ToDocument(endpoint)).at("IpConfigurations"),
            json::parse(R"([{"IpAddress":"10.0.0.2"}])"));
}

TEST(Document, SendsFlagsAndMetricsAsNumbers) {
  HostComputeEndpoint endpoint;
  endpoint.flags = 1;
  endpoint.routes = {{.next_hop = "10.0.0.1", .destination_prefix = "0.0.0.0/0", .metric = 7}};
  const json document = json::parse(ToDocument(endpoint));
  EXPECT_EQ(document.at("Flags"), 1);
  EXPECT_EQ(document.at("Routes").at(0).at("Metric"), 7);
}

TEST(Document, HasNoIdAndNoNamespace) {
  HostComputeEndpoint endpoint;
  endpoint.id = Guid::Random();
  endpoint.host_compute_namespace = Guid::Random();
  const std::string text = ToDocument(endpoint);
  EXPECT_THAT(text, Not(HasSubstr(endpoint.id.ToString())));
  EXPECT_THAT(text, Not(HasSubstr("HostComputeNamespace")));
}

TEST(Document, OfASubnetShowsThatThereAreNoRoutes) {
  HostComputeNetwork network;
  network.ipams = {{.subnets = {{.ip_address_prefix = "10.0.0.0/24", .routes = {}}}}};
  EXPECT_THAT(ToDocument(network), HasSubstr(R"("Routes":[])"));
}

TEST(Document, KeepsOneSubnetPerFamilyInOneIpam) {
  HostComputeNetwork network;
  network.ipams = {{.subnets = {{.ip_address_prefix = "10.0.0.0/24", .routes = {}},
                                {.ip_address_prefix = "fd00::/64", .routes = {}}}}};
  const json subnets = json::parse(ToDocument(network)).at("Ipams").at(0).at("Subnets");
  ASSERT_EQ(subnets.size(), 2U);
  EXPECT_EQ(subnets.at(1).at("IpAddressPrefix"), "fd00::/64");
}

TEST(Document, EscapesWhatJsonNeedsEscaped) {
  HostComputeNetwork network;
  network.name = "a\"b\\c\nd";
  EXPECT_EQ(json::parse(ToDocument(network)).at("Name"), network.name);
}

TEST(Document, PassesAPolicyOfTheUserOnAsItIs) {
  HostComputeEndpoint endpoint;
  const json settings = json::parse(R"({"Nested":{"List":[1,"2",null]},"Flag":false})");
  endpoint.policies = {{.type = "Whatever", .settings = settings}};
  const json policy = json::parse(ToDocument(endpoint)).at("Policies").at(0);
  EXPECT_EQ(policy, json({{"Type", "Whatever"}, {"Settings", settings}}));
}

TEST(Document, IsNeverWrittenForAnUnknownType) {
  HostComputeNetwork network;
  network.type = NetworkType::kUnknown;
  EXPECT_THROW(static_cast<void>(ToDocument(network)), std::invalid_argument);
  HostComputeNamespace name_space;
  name_space.type = NamespaceType::kUnknown;
  EXPECT_THROW(static_cast<void>(ToDocument(name_space)), std::invalid_argument);
}

TEST(Query, HoldsTheFilterAsTextOfAnObject) {
  const json query = json::parse(ToQuery(Filter{.member = "Name", .value = "a \"b\""}));
  ASSERT_TRUE(query.at("Filter").is_string());
  EXPECT_EQ(json::parse(query.at("Filter").get<std::string>()), json({{"Name", "a \"b\""}}));
}

TEST(NetworkTypes, AreWordsInAnyCase) {
  EXPECT_EQ(ToString(NetworkType::kL2Bridge), "L2Bridge");
  EXPECT_EQ(ParseNetworkType("l2BRIDGE"), NetworkType::kL2Bridge);
  EXPECT_EQ(ParseNetworkType("nat"), NetworkType::kNat);
  EXPECT_EQ(ParseNetworkType("constrainedics"), NetworkType::kConstrainedIcs);
}

TEST(NetworkTypes, AreReadBackFromTheirNames) {
  for (int value = 0; value < static_cast<int>(NetworkType::kUnknown); ++value) {
    const auto type = static_cast<NetworkType>(value);
    EXPECT_EQ(ParseNetworkType(ToString(type)), type) << ToString(type);
  }
}

TEST(NetworkTypes, AreNotInventedFromOtherWords) {
  EXPECT_EQ(ParseNetworkType(""), std::nullopt);
  EXPECT_EQ(ParseNetworkType("L2 Bridge"), std::nullopt);
  EXPECT_EQ(ParseNetworkType("Unknown"), std::nullopt);
  EXPECT_EQ(ToString(NetworkType::kUnknown), "Unknown");
}

TEST(DnsSettings, AreEmptyOnlyWithoutAnything) {
  EXPECT_TRUE(Dns{}.empty());
  EXPECT_FALSE((Dns{"a", {}, {}, {}}.empty()));
  EXPECT_FALSE((Dns{"", {"a"}, {}, {}}.empty()));
  EXPECT_FALSE((Dns{"", {}, {"a"}, {}}.empty()));
  EXPECT_FALSE((Dns{"", {}, {}, {"a"}}.empty()));
}

}  // namespace
}  // namespace hcn
