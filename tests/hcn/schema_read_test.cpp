#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "hcn/error.h"
#include "hcn/schema.h"

namespace hcn {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kOne = "11111111-1111-4111-8111-111111111111";
constexpr const char* kTwo = "22222222-2222-4222-8222-222222222222";

Guid One() { return *Guid::Parse(kOne); }
Guid Two() { return *Guid::Parse(kTwo); }

// What the AnswerError about `parse()` says.
template <typename Parse>
std::string RefusalOf(Parse parse) {
  try {
    static_cast<void>(parse());
  } catch (const AnswerError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(NetworkAnswer, IsReadWhole) {
  const auto network = ParseNetwork(R"({
      "ID":"11111111-1111-4111-8111-111111111111","Name":"overlay","Type":"L2Bridge","Flags":8,
      "Ipams":[{"Type":"Static","Subnets":[{"IpAddressPrefix":"10.0.0.0/24","Routes":[
          {"NextHop":"10.0.0.1","DestinationPrefix":"0.0.0.0/0","Metric":5}]}]}],
      "Policies":[{"Type":"NetAdapterName","Settings":{"NetworkAdapterName":"Ethernet"}}],
      "MacPool":{"Ranges":[]},"Health":{"Extra":{}},"SchemaVersion":{"Major":2,"Minor":0}})");
  EXPECT_EQ(network.id, One());
  EXPECT_EQ(network.name, "overlay");
  EXPECT_EQ(network.type, NetworkType::kL2Bridge);
  EXPECT_EQ(network.flags, 8U);
  ASSERT_EQ(network.ipams.size(), 1U);
  ASSERT_EQ(network.ipams[0].subnets.size(), 1U);
  EXPECT_EQ(network.ipams[0].subnets[0].ip_address_prefix, "10.0.0.0/24");
  EXPECT_THAT(network.ipams[0].subnets[0].routes, ElementsAre(Route{"10.0.0.1", "0.0.0.0/0", 5}));
  EXPECT_THAT(network.policies, ElementsAre(NetAdapterName("Ethernet")));
}

TEST(NetworkAnswer, WithoutATypeIsNat) {
  EXPECT_EQ(ParseNetwork("{}").type, NetworkType::kNat);
  EXPECT_EQ(ParseNetwork(R"({"Type":null})").type, NetworkType::kNat);
}

TEST(NetworkAnswer, OfATypeNewerThanThisProgramIsOfUnknownType) {
  EXPECT_EQ(ParseNetwork(R"({"Type":"Quantum"})").type, NetworkType::kUnknown);
}

TEST(NetworkAnswer, KeepsItsDefaultsForWhatIsNotThere) {
  const auto network = ParseNetwork(R"({"Ipams":null,"Policies":[],"Flags":null})");
  EXPECT_TRUE(network.id.IsNil());
  EXPECT_THAT(network.name, IsEmpty());
  EXPECT_THAT(network.ipams, IsEmpty());
  EXPECT_THAT(network.policies, IsEmpty());
  EXPECT_EQ(network.flags, 0U);
}

TEST(EndpointAnswer, IsReadWhole) {
  const auto endpoint = ParseEndpoint(R"({
      "ID":"11111111-1111-4111-8111-111111111111","Name":"n","Flags":1,
      "HostComputeNetwork":"22222222-2222-4222-8222-222222222222",
      "HostComputeNamespace":"11111111-1111-4111-8111-111111111111",
      "IpConfigurations":[{"IpAddress":"10.0.0.2","PrefixLength":24},{"IpAddress":"fd00::2"}],
      "MacAddress":"00-15-5D-00-00-01","Routes":[{"NextHop":"10.0.0.1",
      "DestinationPrefix":"0.0.0.0/0"}],"Dns":{"Domain":"d","Search":["s"],"ServerList":["l"],
      "Options":["o"]},"Policies":[{"Type":"L2Driver"}],"State":3})");
  EXPECT_EQ(endpoint.id, One());
  EXPECT_EQ(endpoint.name, "n");
  EXPECT_EQ(endpoint.flags, 1U);
  EXPECT_EQ(endpoint.host_compute_network, Two());
  EXPECT_EQ(endpoint.host_compute_namespace, One());
  EXPECT_THAT(endpoint.ip_configurations,
              ElementsAre(IpConfig{"10.0.0.2", 24}, IpConfig{"fd00::2", 0}));
  EXPECT_EQ(endpoint.mac_address, "00-15-5D-00-00-01");
  EXPECT_THAT(endpoint.routes, ElementsAre(Route{"10.0.0.1", "0.0.0.0/0", 0}));
  EXPECT_EQ(endpoint.dns, (Dns{"d", {"s"}, {"l"}, {"o"}}));
  EXPECT_THAT(endpoint.policies, ElementsAre(Policy{.type = "L2Driver"}));
}

TEST(EndpointAnswer, TakesAPolicyWithoutTypeForAPortMapping) {
  const auto endpoint = ParseEndpoint(R"({"Policies":[{"Settings":{"InternalPort":80}}]})");
  EXPECT_THAT(endpoint.policies, ElementsAre(Policy{"PortMapping", {{"InternalPort", 80}}}));
}

TEST(EndpointAnswer, InNoNamespaceSaysSoInThreeWays) {
  for (const char* text : {"{}", R"({"HostComputeNamespace":""})",
                           R"({"HostComputeNamespace":"00000000-0000-0000-0000-000000000000"})"}) {
    EXPECT_TRUE(ParseEndpoint(text).host_compute_namespace.IsNil()) << text;
  }
}

TEST(EndpointAnswer, TakesNamesAndIdsInAnyCase) {
  const auto endpoint = ParseEndpoint(R"({"id":"{11111111-1111-4111-8111-111111111111}",
      "IPConfigurations":[{"ipAddress":"10.0.0.2","prefixlength":24}],
      "hostComputeNetwork":"22222222-2222-4222-8222-222222222222","NAME":"n"})");
  EXPECT_EQ(endpoint.id, One());
  EXPECT_EQ(endpoint.host_compute_network, Two());
  EXPECT_EQ(endpoint.name, "n");
  EXPECT_THAT(endpoint.ip_configurations, ElementsAre(IpConfig{"10.0.0.2", 24}));
  EXPECT_EQ(ParseEndpoint(R"({"Id":"11111111-1111-4111-8111-111111111111"})").id, One());
}

TEST(EndpointAnswer, PrefersTheExactNameOfAMember) {
  EXPECT_EQ(ParseEndpoint(R"({"NAME":"shouted","Name":"exact","name":"low"})").name, "exact");
}

TEST(EndpointAnswer, ReadsBackWhatWeWrite) {
  HostComputeEndpoint endpoint;
  endpoint.name = "n";
  endpoint.host_compute_network = Two();
  endpoint.ip_configurations = {{.ip_address = "10.0.0.2", .prefix_length = 24}};
  endpoint.dns.search = {"a", "b"};
  endpoint.policies = {AllowIn({"10.0.0.0/8"}, 100), OutBoundNat({"10.0.0.0/8"})};
  endpoint.flags = 0xffffffff;
  const auto read = ParseEndpoint(ToDocument(endpoint));
  EXPECT_EQ(read.name, endpoint.name);
  EXPECT_EQ(read.host_compute_network, endpoint.host_compute_network);
  EXPECT_EQ(read.ip_configurations, endpoint.ip_configurations);
  EXPECT_EQ(read.dns, endpoint.dns);
  EXPECT_EQ(read.policies, endpoint.policies);
  EXPECT_EQ(read.flags, endpoint.flags);
}

TEST(NamespaceAnswer, IsReadWhole) {
  const auto name_space = ParseNamespace(R"({
      "ID":"11111111-1111-4111-8111-111111111111","NamespaceId":5,"Type":"GuestDefault",
      "Owner":"hcn-slice","Resources":[
      {"Type":"Endpoint","Data":{"Id":"22222222-2222-4222-8222-222222222222"}},
      {"Type":"Container","Data":{"Id":"c1"}},{"Data":{"ID":"c2"}},
      {"Type":"Hologram","Data":{"Beam":1}},
      {"type":"ENDPOINT","data":{"ID":"11111111-1111-4111-8111-111111111111"}}]})");
  EXPECT_EQ(name_space.id, One());
  EXPECT_EQ(name_space.type, NamespaceType::kGuestDefault);
  EXPECT_EQ(name_space.owner, "hcn-slice");
  EXPECT_THAT(name_space.endpoints, ElementsAre(Two(), One()));
  EXPECT_THAT(name_space.containers, ElementsAre("c1", "c2"));
}

TEST(NamespaceAnswer, WithoutATypeIsHost) {
  EXPECT_EQ(ParseNamespace("{}").type, NamespaceType::kHost);
  EXPECT_EQ(ParseNamespace(R"({"Type":"Attic"})").type, NamespaceType::kUnknown);
}

TEST(NamespaceAnswer, WithAnUnreadableEndpointIsRefusedForUnreadableIsNotEmpty) {
  for (const char* data : {R"({})", R"({"Id":""})", R"({"Id":"x"})", R"({"Id":5})", "[]", "null"}) {
    const std::string text =
        std::string(R"({"Resources":[{"Type":"Endpoint","Data":)") + data + "}]}";
    EXPECT_THROW(static_cast<void>(ParseNamespace(text)), AnswerError) << text;
  }
}

TEST(Answer, OfAnotherKindIsRefused) {
  for (const char* text : {"", "null", "[]", "5", "\"{}\"", "{", "{}{}", "not json"}) {
    EXPECT_THROW(static_cast<void>(ParseNetwork(text)), AnswerError) << text;
    EXPECT_THROW(static_cast<void>(ParseEndpoint(text)), AnswerError) << text;
    EXPECT_THROW(static_cast<void>(ParseNamespace(text)), AnswerError) << text;
  }
}

TEST(Answer, WithAKnownMemberOfAnotherKindIsRefused) {
  for (const char* text :
       {R"({"ID":5})", R"({"ID":"x"})", R"({"Name":{}})", R"({"IpConfigurations":{}})",
        R"({"IpConfigurations":["10.0.0.1"]})", R"({"IpConfigurations":[{"PrefixLength":256}]})",
        R"({"IpConfigurations":[{"PrefixLength":-1}]})",
        R"({"IpConfigurations":[{"PrefixLength":"24"}]})", R"({"Flags":4294967296})",
        R"({"Flags":1.5})", R"({"Dns":[]})", R"({"Dns":{"Search":"a,b"}})",
        R"({"Dns":{"Search":[1]}})", R"({"Routes":[{"Metric":65536}]})",
        R"({"Policies":[{"Settings":"{}"}]})"}) {
    EXPECT_THROW(static_cast<void>(ParseEndpoint(text)), AnswerError) << text;
  }
}

TEST(Answer, RefusedNamesDocumentMemberAndText) {
  EXPECT_EQ(RefusalOf([] { return ParseEndpoint(R"({"Name":5})"); }),
            "HCN's answer is not a readable HostComputeEndpoint: Name is not a string: "
            R"({"Name":5})");
  EXPECT_EQ(RefusalOf([] { return ParseNetwork("oops\r\n"); }),
            "HCN's answer is not a readable HostComputeNetwork: it is not JSON: oops");
}

TEST(Answer, RefusedIsQuotedInOneShortLine) {
  const std::string huge = "\x01\xff\n" + std::string(1'000'000, 'x');
  const std::string refusal = RefusalOf([&] { return ParseNamespace(huge); });
  EXPECT_LT(refusal.size(), 400U);
  EXPECT_THAT(refusal, ::testing::Not(HasSubstr("\n")));
  EXPECT_NO_THROW(static_cast<void>(nlohmann::json(refusal).dump()));
}

TEST(Answer, OfAMillionLevelsIsRefused) {
  EXPECT_THROW(static_cast<void>(ParseNetwork(std::string(1'000'000, '['))), AnswerError);
}

TEST(ListAnswer, IsReadInItsOrder) {
  EXPECT_THAT(ParseGuids(R"(["22222222-2222-4222-8222-222222222222",
                             "{11111111-1111-4111-8111-111111111111}"])"),
              ElementsAre(Two(), One()));
}

TEST(ListAnswer, OfNothingIsAnEmptyList) {
  for (const char* text : {"", "null", "[]", " [] "}) EXPECT_THAT(ParseGuids(text), IsEmpty());
}

TEST(ListAnswer, ThatIsNoneIsRefusedForUnreadableIsNotEmpty) {
  for (const char* text : {"{}", "5", "[5]", R"(["x"])", R"([""])", "[null]", "[", "gone"}) {
    EXPECT_THROW(static_cast<void>(ParseGuids(text)), AnswerError) << text;
  }
}

}  // namespace
}  // namespace hcn
