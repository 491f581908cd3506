#include "plugin/endpoint_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugin/error.h"
#include "tests/plugin/node.h"

namespace plugin {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Request RequestWith(std::string_view changes, std::string_view args = "") {
  Request request;
  request.verb = Verb::kAdd;
  request.conf = conf::ParseNetConf(ConfWith(changes), {"/var/lib/x"}, conf::Strictness::kStrict);
  request.environment.args = conf::ParseCniArgs(args);
  return request;
}

hcn::HostComputeEndpoint Document(const Request& request,
                                  const std::vector<std::string>& addresses = {"10.200.42.5"}) {
  std::vector<ipam::IpAddress> parsed;
  for (const std::string& text : addresses) parsed.push_back(*ipam::IpAddress::Parse(text));
  hcn::HostComputeNetwork network;
  network.id = *hcn::Guid::Parse("b95d0c5b-1f1b-4b8e-8f43-3a5f7d8f2c11");
  network.type = hcn::NetworkType::kL2Bridge;
  return EndpointDocument(request, Identity::Of("hcn-slice", "overlay", "c1", "eth0"), network,
                          LeaseOf(request.conf, parsed));
}

constexpr const char* kDns = R"({"dns": {"nameservers": ["10.96.0.10"], "domain": "cluster.local",
    "search": ["svc.cluster.local", "cluster.local"], "options": ["ndots:5"]}})";
constexpr const char* kPod = "K8S_POD_NAMESPACE=shop";

TEST(EndpointDocument, NamesTheEndpointAndItsNetwork) {
  const auto endpoint = Document(RequestWith("{}"));
  EXPECT_EQ(endpoint.name, "hcn-slice~overlay~c1~eth0");
  EXPECT_EQ(endpoint.id, Identity::Of("hcn-slice", "overlay", "c1", "eth0").endpoint_id);
  EXPECT_EQ(endpoint.host_compute_network.ToString(), "b95d0c5b-1f1b-4b8e-8f43-3a5f7d8f2c11");
  EXPECT_TRUE(endpoint.host_compute_namespace.IsNil());
}

TEST(EndpointDocument, RoutesEachFamilyThroughItsGateway) {
  const auto request = RequestWith(R"({"slice": [
      {"subnet": "10.200.42.0/24", "gateway": "10.200.42.254"}, "fd00:200:42::/64"]})");
  const auto endpoint = Document(request, {"10.200.42.5", "fd00:200:42::5"});
  EXPECT_THAT(endpoint.ip_configurations,
              ElementsAre(hcn::IpConfig{"10.200.42.5", 24}, hcn::IpConfig{"fd00:200:42::5", 64}));
  EXPECT_THAT(endpoint.routes, ElementsAre(hcn::Route{"10.200.42.254", "0.0.0.0/0"},
                                           hcn::Route{"fd00:200:42::1", "::/0"}));
}

TEST(EndpointDocument, RefusesAnAddressOutsideOfEverySlice) {
  try {
    Document(RequestWith("{}"), {"10.77.0.5"});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::kInvalidNetworkConfig);
    EXPECT_THAT(error.what(), HasSubstr("10.77.0.5"));
  }
}

TEST(EndpointDocument, IsTheSameForTheSameRequest) {
  const auto text = [] { return hcn::ToDocument(Document(RequestWith(kDns, kPod))); };
  EXPECT_EQ(text(), text());
}

TEST(Mac, IsLeftToHcnUnlessAskedFor) { EXPECT_EQ(Document(RequestWith("{}")).mac_address, ""); }

TEST(Mac, OfTheCapabilityCountsBeforeArgsAndPrefix) {
  const char* all = R"({"macPrefix": "0E-2A", "runtimeConfig": {"mac": "02:00:00:00:00:0a"}})";
  const char* args = "MAC=02:00:00:00:00:0b";
  EXPECT_EQ(Document(RequestWith(all, args)).mac_address, "02-00-00-00-00-0A");
  EXPECT_EQ(Document(RequestWith(R"({"macPrefix": "0E-2A"})", args)).mac_address,
            "02-00-00-00-00-0B");
  EXPECT_EQ(Document(RequestWith(R"({"macPrefix": "0E-2A"})")).mac_address, "0E-2A-0A-C8-2A-05");
}

TEST(Mac, IsMadeOfThePrefixAndTheIpv4Address) {
  const auto request =
      RequestWith(R"({"macPrefix": "0e-2a", "slice": ["10.200.42.0/24", "fd00:200:42::/64"]})");
  EXPECT_EQ(Document(request, {"10.200.42.255", "fd00:200:42::5"}).mac_address,
            "0E-2A-0A-C8-2A-FF");
}

// C-Q-03
TEST(Dns, OfTheConfigurationIsTaken) {
  const conf::Dns dns = DnsOf(RequestWith(kDns));
  EXPECT_THAT(dns.nameservers, ElementsAre("10.96.0.10"));
  EXPECT_EQ(dns.domain, "cluster.local");
  EXPECT_THAT(dns.search, ElementsAre("svc.cluster.local", "cluster.local"));
  EXPECT_THAT(dns.options, ElementsAre("ndots:5"));
}

TEST(Dns, OfTheRuntimeCountsMoreMemberByMember) {
  auto request = RequestWith(kDns);
  request.conf.runtime.dns.nameservers = {"10.96.0.11"};
  EXPECT_THAT(DnsOf(request).nameservers, ElementsAre("10.96.0.11"));
  EXPECT_THAT(DnsOf(request).search, ElementsAre("svc.cluster.local", "cluster.local"));
  request.conf.runtime.dns.search = {"example.org"};
  request.conf.runtime.dns.options = {"ndots:1"};
  EXPECT_THAT(DnsOf(request).search, ElementsAre("example.org"));
  EXPECT_THAT(DnsOf(request).options, ElementsAre("ndots:1"));
  EXPECT_EQ(DnsOf(request).domain, "cluster.local");
}

TEST(Dns, SearchesThePodsNamespaceFirst) {
  EXPECT_THAT(DnsOf(RequestWith(kDns, kPod)).search,
              ElementsAre("shop.svc.cluster.local", "cluster.local"));
}

TEST(Dns, DoesNotSearchThePodsNamespaceWhenToldOrWithoutOne) {
  auto request = RequestWith(kDns, kPod);
  request.conf.pod_search = false;
  EXPECT_THAT(DnsOf(request).search, ElementsAre("svc.cluster.local", "cluster.local"));
  EXPECT_THAT(DnsOf(RequestWith("{}", kPod)).search, IsEmpty());
}

TEST(Dns, LeavesTheSearchListOfTheRuntimeAlone) {
  const auto request =
      RequestWith(R"({"runtimeConfig": {"dns": {"searches": ["shop.svc.cluster.local"]}},
                      "dns": {"search": ["svc.cluster.local"]}})",
                  kPod);
  EXPECT_THAT(DnsOf(request).search, ElementsAre("shop.svc.cluster.local"));
}

TEST(Dns, IsNotInTheDocumentWhenNothingIsSet) {
  EXPECT_THAT(hcn::ToDocument(Document(RequestWith("{}"))), testing::Not(HasSubstr("Dns")));
}

}  // namespace
}  // namespace plugin
