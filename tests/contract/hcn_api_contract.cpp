#include "tests/contract/hcn_api_contract.h"

#include <gmock/gmock.h>

#include "hcn/handle.h"
#include "tests/support/fails_with.h"

namespace contract {
namespace {

using hcn::Guid;
using hcn::HandleValue;
using nlohmann::json;
using support::FailsWith;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

constexpr const char* kV2 = R"({"SchemaVersion":{"Major":2,"Minor":0}})";
const json kVersion = {{"Major", 2}, {"Minor", 0}};
const Guid kNetworkId = *Guid::Parse("0b2a7f10-3c4d-4e5f-8a9b-0c1d2e3f4a5b");
const Guid kUnknown = *Guid::Parse("deadbeef-0000-4000-8000-000000000001");

json NetworkDocument() {
  return json::parse(R"({
    "Name": "contract", "Type": "NAT", "SchemaVersion": {"Major": 2, "Minor": 0},
    "Ipams": [{"Type": "Static", "Subnets": [{
      "IpAddressPrefix": "192.168.77.0/24",
      "Routes": [{"NextHop": "192.168.77.1", "DestinationPrefix": "0.0.0.0/0"}]}]}]
  })");
}

std::string Query(const json& filter) {
  return json({{"SchemaVersion", kVersion}, {"Filter", filter.dump()}}).dump();
}

json Address(const std::string& address) {
  return {{"IpConfigurations", json::array({{{"IpAddress", address}}})}};
}

}  // namespace

HcnApiContract::~HcnApiContract() {
  if (network_ != 0) hcn_->CloseNetwork(network_);
}

HandleValue HcnApiContract::MakeNetwork() {
  network_ = hcn_->CreateNetwork(kNetworkId, NetworkDocument().dump());
  return network_;
}

Guid HcnApiContract::MakeEndpoint(const json& more) {
  if (network_ == 0) MakeNetwork();
  json document = {{"Name", "endpoint"}, {"SchemaVersion", kVersion}};
  document.update(more);
  const HandleValue handle = hcn_->CreateEndpoint(network_, Guid(), document.dump());
  const json made = json::parse(hcn_->QueryEndpointProperties(handle, kV2));
  hcn_->CloseEndpoint(handle);
  return *Guid::Parse(made.at("ID").get<std::string>());
}

Guid HcnApiContract::MakeNamespace() {
  const Guid id = Guid::Random();
  hcn_->CloseNamespace(hcn_->CreateNamespace(id, kV2));
  return id;
}

void HcnApiContract::Attach(const Guid& name_space, const Guid& endpoint,
                            const std::string& request) {
  const json document = {{"ResourceType", "Endpoint"},
                         {"RequestType", request},
                         {"Settings", {{"EndpointId", endpoint.ToString()}}}};
  const hcn::NamespaceHandle handle(*hcn_, hcn_->OpenNamespace(name_space));
  hcn_->ModifyNamespace(handle.value(), document.dump());
}

json HcnApiContract::QueryEndpoint(const Guid& id, const std::string& query) {
  const hcn::EndpointHandle handle(*hcn_, hcn_->OpenEndpoint(id));
  return json::parse(hcn_->QueryEndpointProperties(handle.value(), query));
}

json HcnApiContract::QueryNamespace(const Guid& id) {
  const hcn::NamespaceHandle handle(*hcn_, hcn_->OpenNamespace(id));
  return json::parse(hcn_->QueryNamespaceProperties(handle.value(), kV2));
}

namespace {

TEST_P(HcnApiContract, SaysNotFoundInThreeWays) {
  EXPECT_THAT([&] { hcn_->OpenNetwork(kUnknown); }, FailsWith(0x803b0001));
  EXPECT_THAT([&] { hcn_->OpenEndpoint(kUnknown); }, FailsWith(0x803b0002));
  EXPECT_THAT([&] { hcn_->OpenNamespace(kUnknown); }, FailsWith(0x80070490));
  EXPECT_THAT([&] { hcn_->DeleteNetwork(kUnknown); }, FailsWith(0x803b0001));
  EXPECT_THAT([&] { hcn_->DeleteEndpoint(kUnknown); }, FailsWith(0x803b0002));
  EXPECT_THAT([&] { hcn_->DeleteNamespace(kUnknown); }, FailsWith(0x80070490));
}

TEST_P(HcnApiContract, WritesAnErrorRecordWithTheCodeInDecimal) {
  try {
    hcn_->OpenEndpoint(kUnknown);
    FAIL() << "opened what is not there";
  } catch (const hcn::Error& error) {
    EXPECT_EQ(error.function(), "HcnOpenEndpoint");
    const json record = json::parse(error.record());
    EXPECT_EQ(record.at("Success"), false);
    EXPECT_EQ(record.at("ErrorCode"), 2151350274);
    EXPECT_THAT(record.at("Error").get<std::string>(), testing::EndsWith(" "));
  }
}

TEST_P(HcnApiContract, HonoursTheIdItIsGiven) {
  MakeNetwork();
  const json network = json::parse(hcn_->QueryNetworkProperties(network_, kV2));
  EXPECT_EQ(network.at("ID"), kNetworkId.ToString());
  EXPECT_EQ(network.at("Name"), "contract");
}

TEST_P(HcnApiContract, InventsAnIdForTheNilGuid) {
  const Guid one = MakeEndpoint();
  const Guid other = MakeEndpoint();
  EXPECT_FALSE(one.IsNil());
  EXPECT_NE(one, other);
}

TEST_P(HcnApiContract, RefusesASecondNetworkOfTheSameNameOrId) {
  MakeNetwork();
  json document = NetworkDocument();
  EXPECT_THAT([&] { hcn_->CreateNetwork(Guid(), document.dump()); }, FailsWith(0x803b0010));
  document["Name"] = "another";
  EXPECT_THAT([&] { hcn_->CreateNetwork(kNetworkId, document.dump()); }, FailsWith(0x803b0010));
}

TEST_P(HcnApiContract, LeavesOutWhatIsZeroOrTheFirstChoice) {
  MakeNetwork();
  const json network = json::parse(hcn_->QueryNetworkProperties(network_, kV2));
  EXPECT_FALSE(network.contains("Type"));
  EXPECT_FALSE(network.contains("Flags"));
  const Guid name_space = MakeNamespace();
  EXPECT_FALSE(QueryNamespace(name_space).contains("Type"));
  EXPECT_FALSE(QueryNamespace(name_space).contains("Resources"));
}

TEST_P(HcnApiContract, AnswersInV1UnlessTheQuerySaysTwo) {
  const Guid id = MakeEndpoint(Address("192.168.77.9"));
  for (const std::string query : {"", "{}", R"({"SchemaVersion":{"Major":1,"Minor":0}})"}) {
    const json v1 = QueryEndpoint(id, query);
    EXPECT_EQ(v1.at("IPAddress"), "192.168.77.9") << query;
    EXPECT_FALSE(v1.contains("IpConfigurations")) << query;
  }
  EXPECT_EQ(QueryEndpoint(id, kV2).at("IpConfigurations").at(0).at("IpAddress"), "192.168.77.9");
}

TEST_P(HcnApiContract, FillsInWhatTheEndpointDidNotSay) {
  const json endpoint = QueryEndpoint(MakeEndpoint(), kV2);
  EXPECT_EQ(endpoint.at("HostComputeNetwork"), kNetworkId.ToString());
  EXPECT_EQ(endpoint.at("IpConfigurations").at(0).at("PrefixLength"), 24);
  EXPECT_THAT(endpoint.at("MacAddress").get<std::string>(),
              testing::AllOf(testing::StartsWith("00-15-5D-"), testing::SizeIs(17)));
  EXPECT_FALSE(endpoint.contains("HostComputeNamespace"));
}

TEST_P(HcnApiContract, GivesAnAddressToOneEndpointOnly) {
  MakeEndpoint(Address("192.168.77.9"));
  EXPECT_THAT([&] { MakeEndpoint(Address("192.168.77.9")); }, FailsWith(0x803b002f));
}

TEST_P(HcnApiContract, GivesAnAddressAgainWhenItsEndpointIsGone) {
  hcn_->DeleteEndpoint(MakeEndpoint(Address("192.168.77.9")));
  EXPECT_NO_THROW(MakeEndpoint(Address("192.168.77.9")));
}

TEST_P(HcnApiContract, RefusesAddressesThatCannotBeAnEndpoints) {
  EXPECT_THAT([&] { MakeEndpoint(Address("192.168.78.9")); }, FailsWith(0x803b001e));
  EXPECT_THAT([&] { MakeEndpoint(Address("192.168.77.1")); }, FailsWith(0x803b002f));
  EXPECT_THAT([&] { MakeEndpoint(Address("192.168.77.0")); }, FailsWith(0x803b002f));
}

TEST_P(HcnApiContract, GivesAHostPortToOneEndpointOnly) {
  const json mapping = {
      {"Policies",
       {{{"Type", "PortMapping"},
         {"Settings", {{"Protocol", 6}, {"InternalPort", 80}, {"ExternalPort", 8080}}}}}}};
  MakeEndpoint(mapping);
  EXPECT_THAT([&] { MakeEndpoint(mapping); }, FailsWith(0x803b0013));
}

TEST_P(HcnApiContract, LetsEndpointsShareTheirName) {
  EXPECT_NE(MakeEndpoint(), MakeEndpoint());
  EXPECT_EQ(json::parse(hcn_->EnumerateEndpoints(Query({{"Name", "endpoint"}}))).size(), 2U);
}

TEST_P(HcnApiContract, FiltersByV1Names) {
  const Guid id = MakeEndpoint();
  const auto found = [&](const json& filter) {
    return json::parse(hcn_->EnumerateEndpoints(Query(filter)));
  };
  EXPECT_THAT(found({{"ID", id.ToString()}}), ElementsAre(id.ToString()));
  EXPECT_THAT(found({{"VirtualNetwork", kNetworkId.ToString()}}), ElementsAre(id.ToString()));
  EXPECT_THAT(found({{"HostComputeNetwork", kNetworkId.ToString()}}), IsEmpty());
  EXPECT_THAT(found({{"Name", "nobody"}}), IsEmpty());
}

TEST_P(HcnApiContract, ShowsAnAttachmentOnBothSides) {
  const Guid endpoint = MakeEndpoint();
  const Guid name_space = MakeNamespace();
  Attach(name_space, endpoint);
  EXPECT_EQ(QueryEndpoint(endpoint, kV2).at("HostComputeNamespace"), name_space.ToString());
  const json resources = QueryNamespace(name_space).at("Resources");
  EXPECT_EQ(resources.at(0).at("Type"), "Endpoint");
  EXPECT_EQ(resources.at(0).at("Data").at("Id"), endpoint.ToString());
}

TEST_P(HcnApiContract, TakesAnAttachmentBack) {
  const Guid endpoint = MakeEndpoint();
  const Guid name_space = MakeNamespace();
  Attach(name_space, endpoint);
  Attach(name_space, endpoint, "Remove");
  EXPECT_FALSE(QueryEndpoint(endpoint, kV2).contains("HostComputeNamespace"));
  EXPECT_FALSE(QueryNamespace(name_space).contains("Resources"));
}

TEST_P(HcnApiContract, DetachesAnEndpointThatIsDeleted) {
  const Guid endpoint = MakeEndpoint();
  const Guid name_space = MakeNamespace();
  Attach(name_space, endpoint);
  hcn_->DeleteEndpoint(endpoint);
  EXPECT_FALSE(QueryNamespace(name_space).contains("Resources"));
}

TEST_P(HcnApiContract, LeavesAnEndpointItsDanglingNamespace) {
  const Guid endpoint = MakeEndpoint();
  const Guid name_space = MakeNamespace();
  Attach(name_space, endpoint);
  hcn_->DeleteNamespace(name_space);
  EXPECT_EQ(QueryEndpoint(endpoint, kV2).at("HostComputeNamespace"), name_space.ToString());
  EXPECT_THAT([&] { hcn_->OpenNamespace(name_space); }, FailsWith(0x80070490));
}

TEST_P(HcnApiContract, TakesTheEndpointsWithTheirNetwork) {
  const Guid endpoint = MakeEndpoint();
  hcn_->DeleteNetwork(kNetworkId);
  EXPECT_THAT([&] { hcn_->OpenEndpoint(endpoint); }, FailsWith(0x803b0002));
}

TEST_P(HcnApiContract, KeepsObjectsApartFromHandlesAndProcesses) {
  const Guid endpoint = MakeEndpoint();
  hcn_->CloseNetwork(std::exchange(network_, 0));
  hcn_ = world_->NewProcess();
  EXPECT_NO_THROW((void)QueryEndpoint(endpoint, kV2));
}

TEST_P(HcnApiContract, RefusesAHandleToWhatIsGone) {
  MakeNetwork();
  hcn_->DeleteNetwork(kNetworkId);
  EXPECT_THAT([&] { (void)hcn_->QueryNetworkProperties(network_, kV2); }, FailsWith(0x803b0031));
}

TEST_P(HcnApiContract, RefusesAHandleThatIsNone) {
  EXPECT_THAT([&] { hcn_->CreateEndpoint(0, Guid(), kV2); }, FailsWith(0x80070057));
}

TEST_P(HcnApiContract, RefusesFieldsItDoesNotKnow) {
  EXPECT_THAT([&] { MakeEndpoint({{"Colour", "blue"}}); }, FailsWith(0x803b001b));
}

TEST_P(HcnApiContract, HasADefaultNamespaceThatStays) {
  const std::string document = R"({"Type":"HostDefault","SchemaVersion":{"Major":2,"Minor":0}})";
  const HandleValue handle = hcn_->CreateNamespace(Guid::Random(), document);
  const json made = json::parse(hcn_->QueryNamespaceProperties(handle, kV2));
  hcn_->CloseNamespace(handle);
  EXPECT_EQ(made.at("ID"), "910f7d92-ba2d-4c3f-98ae-7c0ac590d2dc");
  hcn_->DeleteNamespace(*Guid::Parse(made.at("ID").get<std::string>()));
  EXPECT_NO_THROW((void)QueryNamespace(*Guid::Parse(made.at("ID").get<std::string>())));
}

}  // namespace
}  // namespace contract
