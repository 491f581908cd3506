#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/plugin/golden.h"
#include "tests/plugin/node.h"

// What runtimes ask for by capability, from their own words on stdin to what HCN is told.
namespace plugin {
namespace {

using nlohmann::json;
using support::Call;
using support::World;
using testing::HasSubstr;

// The members that the runtimes share.
const char* const kConf = R"({
    "network": {"id": "b95d0c5b-1f1b-4b8e-8f43-3a5f7d8f2c11", "name": "overlay"},
    "dns": {"nameservers": ["10.96.0.99"], "domain": "cluster.local", "search": ["cluster.local"]},
    "capabilities": {"portMappings": true, "dns": true, "bandwidth": true,
                     "io.kubernetes.cri.pod-annotations": true}})";

// go-cni's types have no JSON names (containerd/go-cni, types.go).
const char* const kContainerd = R"({
    "bandwidth": {"IngressRate": 0, "IngressBurst": 0, "EgressRate": 8000000,
                  "EgressBurst": 4294967295},
    "dns": {"Servers": ["10.96.0.10"], "Searches": ["shop.svc.cluster.local", "svc.cluster.local"],
            "Options": ["ndots:5"]},
    "io.kubernetes.cri.pod-annotations": {"a": "b"},
    "portMappings": [{"HostPort": 8080, "ContainerPort": 80, "Protocol": "tcp", "HostIP": ""},
                     {"HostPort": 53, "ContainerPort": 5353, "Protocol": "udp",
                      "HostIP": "192.168.1.5"}]})";

// cri-o/ocicni, pkg/ocicni/types.go.
const char* const kCrio = R"({
    "bandwidth": {"egressRate": 8000000, "egressBurst": 4294967295},
    "dns": {"servers": ["10.96.0.10"], "searches": ["shop.svc.cluster.local", "svc.cluster.local"],
            "options": ["ndots:5"]},
    "portMappings": [{"hostPort": 8080, "containerPort": 80, "protocol": "tcp", "hostIP": ""},
                     {"hostPort": 53, "containerPort": 5353, "protocol": "udp",
                      "hostIP": "192.168.1.5"}]})";

std::string EndpointFor(const char* runtime_config) {
  json conf = ConfWith(kConf);
  conf["runtimeConfig"] = json::parse(runtime_config);
  return HcnCalls(conf).DocumentOf("HcnCreateEndpoint");
}

// C-O-03, C-O-04
TEST(Capabilities, OfContainerdAndCrioGiveTheSameEndpoint) {
  EXPECT_EQ(EndpointFor(kContainerd), Golden("endpoint_capabilities.json"));
  EXPECT_EQ(EndpointFor(kCrio), Golden("endpoint_capabilities.json"));
}

// C-O-03, C-O-04
TEST(Capabilities, AreInTheEndpointThatHcnHolds) {
  for (const char* runtime_config : {kContainerd, kCrio}) {
    SCOPED_TRACE(runtime_config);
    World world;
    Call call = CallWith(kConf);
    call.conf["runtimeConfig"] = json::parse(runtime_config);
    EXPECT_EQ(world.Add(call).exit_code, 0);
    const json endpoint = world.Endpoints().at(0);
    EXPECT_EQ(endpoint["Dns"], json::parse(R"({
        "Domain": "cluster.local", "Options": ["ndots:5"], "ServerList": ["10.96.0.10"],
        "Search": ["shop.svc.cluster.local", "svc.cluster.local"]})"));
    json asked_for = json::array();
    for (const json& policy : endpoint["Policies"]) {
      const json& settings = policy["Settings"];
      if (settings.contains("ExternalPort") || policy.value("Type", "") == "QOS")
        asked_for.push_back(settings);
    }
    EXPECT_EQ(asked_for, json::parse(R"([
        {"ExternalPort": 8080, "Flags": 1, "InternalPort": 80, "Protocol": 6},
        {"ExternalPort": 53, "Flags": 1, "InternalPort": 5353, "Protocol": 17,
         "VIP": "192.168.1.5"},
        {"MaximumOutgoingBandwidthInBytes": 1000000}])"));
  }
}

struct Refusal {
  const char* conf;
  int code;
  const char* field;
};

const std::vector<Refusal> kRefusals{
    {R"({"runtimeConfig": {"portMappings": [{"hostPort": 0, "containerPort": 80}]}})", 7,
     "runtimeConfig.portMappings[0].hostPort"},
    {R"({"runtimeConfig": {"portMappings": [{"hostPort": "80", "containerPort": 80}]}})", 6,
     "runtimeConfig.portMappings[0].hostPort"},
    {R"({"runtimeConfig": {"portMappings": [{"hostPort": 1, "containerPort": 1,
                                             "protocol": "sctp"}]}})",
     7, "runtimeConfig.portMappings[0].protocol must be tcp or udp"},
    {R"({"runtimeConfig": {"portMappings": [{"hostPort": 1, "containerPort": 1},
                                            {"hostPort": 1, "containerPort": 2}]}})",
     7, "runtimeConfig.portMappings[1] maps host port 1/tcp"},
    {R"({"runtimeConfig": {"portMappings": [{"hostPort": 1, "containerPort": 1,
                                             "hostIP": "fd00::1"}]}})",
     7, "runtimeConfig.portMappings[0].hostIP is fd00::1"},
    {R"({"runtimeConfig": {"bandwidth": {"ingressRate": 8000}}})", 7,
     "runtimeConfig.bandwidth.ingressRate is not supported: HCN cannot limit ingress"},
    {R"({"runtimeConfig": {"dns": {"servers": ["dns.example.org"]}}})", 7,
     "runtimeConfig.dns.servers[0]"},
    {R"({"runtimeConfig": {"ips": ["10.200.43.5"]}})", 102, "10.200.43.5 is in no slice"},
    {R"({"runtimeConfig": {"ips": ["10.200.42.5/16"]}})", 102, "another prefix length"},
    {R"({"runtimeConfig": {"ips": ["10.200.42.1"]}})", 102, "10.200.42.1"},
    {R"({"runtimeConfig": {"mac": "01:00:5e:00:00:01"}})", 7, "runtimeConfig.mac"},
    {R"({"runtimeConfig": {"aliases": {"overlay": ["web"]}}})", 7,
     "runtimeConfig.aliases is not supported"},
    {R"({"runtimeConfig": {"ipRanges": [[{"subnet": "10.0.0.0/8"}]]}})", 7,
     "runtimeConfig.ipRanges"},
    {R"({"runtimeConfig": {"deviceID": "0000:00:1f.6"}})", 7,
     "runtimeConfig.deviceID is not supported"},
    {R"({"runtimeConfig": {"infinibandGUID": "c2:11:22:33:44:55:66:77"}})", 7,
     "runtimeConfig.infinibandGUID is not supported"},
    {R"({"capabilities": {"aliases": true}})", 7, "capabilities.aliases is not supported"},
    {R"({"capabilities": {"ipRanges": true}})", 7, "capabilities.ipRanges"},
    {R"({"ipMasq": true, "network": {"type": "Transparent"}})", 7, "ipMasq is true"},
    {R"({"loopbackDSR": true, "network": {"type": "Transparent"}})", 7, "loopbackDSR is true"},
    {R"({"clusterPolicies": "some"})", 7, "clusterPolicies"},
    {R"({"endpointPolicies": {}})", 6, "endpointPolicies"},
    {R"({"endpointPolicies": [{"Type": "OutboundNet"}]})", 7, "endpointPolicies[0].Type"},
    {R"({"endpointPolicies": [{"Type": "QOS", "Settings": {}}]})", 7,
     "endpointPolicies[0].Settings.MaximumOutgoingBandwidthInBytes is missing"},
    {R"({"endpointPolicies": [{"Type": "SDNRoute",
                               "Settings": {"DestinationPrefix": "10.0.0/8"}}]})",
     7, "endpointPolicies[0].Settings.DestinationPrefix"},
    {R"({"endpointPolicies": [{"Type": "ACL", "Settings": {"LocalPorts": "http"}}]})", 7,
     "endpointPolicies[0].Settings.LocalPorts"},
    {R"({"endpointPolicies": [{"Type": "L4WFPPROXY", "Settings": {"InboundProxyPort": "0"}}]})", 7,
     "endpointPolicies[0].Settings.InboundProxyPort"},
    {R"({"policies": [{"Name": "EndpointPolicy", "Value": {"Type": "ROUTE"}}]})", 7,
     "policies[0].Value.DestinationPrefix is missing"},
    {R"({"AdditionalArgs": [{"Name": "NetworkPolicy", "Value": {"Type": "VSID"}}]})", 7,
     "AdditionalArgs[0].Name"},
    {R"({"ipam": {"type": "host-local"}})", 7, "ipam.type"},
    {R"({"slice": null, "ipam": {"type": "hcn-slice"}})", 7, "this program itself"},
    {R"({"slice": null, "ipam": {"type": "../host-local"}})", 7, "ipam.type"},
};

// C-I-09, C-O-05
TEST(Refusals, SayTheCodeAndTheFieldAndMakeNothing) {
  for (const auto& [conf, code, field] : kRefusals) {
    SCOPED_TRACE(conf);
    World world;
    const auto outcome = world.Add(CallWith(conf));
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_EQ(outcome.code(), code) << outcome.output;
    EXPECT_THAT(outcome.message(), HasSubstr(field));
    EXPECT_TRUE(world.IsClean());
  }
}

}  // namespace
}  // namespace plugin
