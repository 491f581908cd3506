#include "plugin/inspect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/plugin/node.h"

namespace plugin {
namespace {

using nlohmann::json;
using support::Call;
using support::Outcome;
using support::World;
using testing::HasSubstr;

// Everything that CHECK compares.
const char* const kFull = R"({
    "dns": {"nameservers": ["10.96.0.10"], "domain": "cluster.local",
            "search": ["svc.cluster.local"], "options": ["ndots:5"]},
    "runtimeConfig": {"mac": "00:15:5d:0a:0b:0c", "bandwidth": {"egressRate": 8000},
                      "portMappings": [{"hostPort": 8080, "containerPort": 80}]}})";

class CheckTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto outcome = world_.Add(call_);
    ASSERT_EQ(outcome.exit_code, 0) << outcome.output;
    result_ = outcome.document();
  }

  // The verb changes nothing, whatever it finds.
  Outcome Check() {
    const auto before = Snapshot::Of(world_);
    const auto outcome = world_.Check(call_, result_);
    EXPECT_EQ(Snapshot::Of(world_), before);
    return outcome;
  }

  void ExpectDifference(const std::string& difference) {
    const auto outcome = Check();
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_EQ(outcome.code(), 103) << outcome.output;
    const std::string message = outcome.message();
    EXPECT_THAT(message.substr(0, message.find('\n')), HasSubstr(difference));
  }

  void ExpectFine() {
    const auto outcome = Check();
    EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
    EXPECT_EQ(outcome.output, "");
  }

  std::filesystem::path RecordFile() {
    return World::StateDir() / "records" / world_.Records().at(0);
  }

  World world_;
  Call call_ = CallWith(kFull);
  json result_;
};

// C-K-05
TEST_F(CheckTest, FindsNothingAfterAdd) { ExpectFine(); }

// C-K-02
TEST_F(CheckTest, MissesThePrevResult) {
  const auto before = Snapshot::Of(world_);
  const auto outcome = world_.RunAs("CHECK", call_);
  EXPECT_EQ(outcome.code(), 7);
  EXPECT_THAT(outcome.message(), HasSubstr("prevResult is missing"));
  EXPECT_EQ(Snapshot::Of(world_), before);
}

// C-K-03
TEST_F(CheckTest, MissesTheEndpoint) {
  world_.hcn().DeleteEndpoint(*hcn::Guid::Parse(EndpointOf(world_, call_).value("ID", "")));
  ExpectDifference("HCN has no endpoint hcn-slice~overlay~c1~eth0");
  world_.Del(call_);
}

// C-K-03
TEST_F(CheckTest, MissesTheRecord) {
  world_.files().Remove(RecordFile());
  ExpectDifference("no record of endpoint hcn-slice~overlay~c1~eth0");
  world_.set_loose_at_end();
}

TEST_F(CheckTest, CannotReadTheRecord) {
  world_.files().Write(RecordFile(), "");
  ExpectDifference("cannot be read");
}

TEST_F(CheckTest, MissesTheNetwork) {
  world_.hcn().DeleteNetwork(
      *hcn::Guid::Parse(world_.Dump()["networks"][0]["ID"].get<std::string>()));
  ExpectDifference("HCN has no");
  world_.Del(call_);
}

TEST_F(CheckTest, MissesTheNamespace) {
  world_.DeleteNamespace(std::string(kNetns));
  ExpectDifference("HCN has no namespace " + std::string(kNetns));
}

// C-K-03
TEST_F(CheckTest, SeesAnotherNamespace) {
  call_.netns = "7b1c0000-aaaa-4bbb-8ccc-000000000001";
  world_.MakeNamespace(call_.netns);
  result_["interfaces"][0]["sandbox"] = call_.netns;
  ExpectDifference("the endpoint is in namespace " + std::string(kNetns) + ", not in " +
                   call_.netns);
}

// C-K-07
TEST_F(CheckTest, SeesAnEndpointThatWasTakenOut) {
  ChangeEndpoint(world_, call_, [](json& endpoint) { endpoint.erase("HostComputeNamespace"); });
  ExpectDifference("not in " + std::string(kNetns));
}

TEST_F(CheckTest, SeesARecordOfAnotherNamespace) {
  json record = json::parse(ContentOf(world_, "records/" + world_.Records().at(0)));
  record["namespaceId"] = "7b1c0000-aaaa-4bbb-8ccc-000000000001";
  world_.files().Write(RecordFile(), record.dump());
  ExpectDifference("the record names namespace 7b1c0000");
}

// A way to change the endpoint in HCN, and what CHECK says first.
struct Change {
  const char* path;
  const char* value;  // JSON
  const char* difference;
};

const std::vector<Change> kChanges{
    {"/Name", R"("another")", "the endpoint's name is \"another\""},
    {"/IpConfigurations/0/IpAddress", R"("10.200.42.9")",
     "the endpoint lacks address 10.200.42.2/24"},
    {"/IpConfigurations/0/PrefixLength", "25", "the endpoint lacks address 10.200.42.2/24"},
    {"/MacAddress", R"("00-15-5D-00-00-01")", "the endpoint's MAC address is 00-15-5D-00-00-01"},
    {"/Routes/0/NextHop", R"("10.200.42.254")", "through gateway 10.200.42.1"},
    {"/Routes/0/DestinationPrefix", R"("10.0.0.0/8")", "lacks the route to 0.0.0.0/0"},
    {"/Dns/ServerList", R"(["10.96.0.11"])", "DNS servers differs"},
    {"/Dns/Domain", R"("example.org")", "DNS domain differs"},
    {"/Dns/Search", "[]", "DNS search list differs"},
    {"/Dns/Options", R"(["ndots:1"])", "DNS options differs"},
    {"/Dns", "{}", "DNS servers differs"},
    {"/Policies", "[]", "lacks policy OutBoundNAT"},
};

// C-K-03
TEST_F(CheckTest, SeesWhatWasChangedInHcn) {
  json before;
  ChangeEndpoint(world_, call_, [&](const json& endpoint) { before = endpoint; });
  for (const auto& [path, value, difference] : kChanges) {
    SCOPED_TRACE(path);
    ChangeEndpoint(world_, call_, [&path = path, &value = value](json& endpoint) {
      endpoint[json::json_pointer(path)] = json::parse(value);
    });
    ExpectDifference(difference);
    ChangeEndpoint(world_, call_, [&](json& endpoint) { endpoint = before; });
  }
  ExpectFine();
}

// C-K-03
TEST_F(CheckTest, MissesEveryPolicyThatIsTakenAway) {
  json before;
  ChangeEndpoint(world_, call_, [&](const json& endpoint) { before = endpoint; });
  ASSERT_EQ(before["Policies"].size(), 6U) << before;
  for (std::size_t i = 0; i < before["Policies"].size(); ++i) {
    ChangeEndpoint(world_, call_, [&](json& endpoint) { endpoint["Policies"].erase(i); });
    ExpectDifference("lacks policy " + before["Policies"][i]["Type"].get<std::string>());
    ChangeEndpoint(world_, call_, [&](json& endpoint) { endpoint = before; });
  }
}

struct PolicyChange {
  const char* type;
  const char* settings;  // a merge patch
};

const std::vector<PolicyChange> kPolicyChanges{
    {"OutBoundNAT", R"({"Exceptions": ["10.200.0.0/16"]})"},
    {"OutBoundNAT", R"({"Exceptions": null})"},
    {"SDNRoute", R"({"DestinationPrefix": "10.1.0.0/16"})"},
    {"ACL", R"({"RemoteAddresses": "10.1.0.0/16"})"},
    {"ACL", R"({"Action": "Block"})"},
    {"ACL", R"({"Direction": "Out"})"},
    {"ACL", R"({"Priority": 200})"},
    {"PortMapping", R"({"ExternalPort": 8081})"},
    {"PortMapping", R"({"InternalPort": 81})"},
    {"PortMapping", R"({"Protocol": 17})"},
    {"QOS", R"({"MaximumOutgoingBandwidthInBytes": 2000})"},
};

TEST_F(CheckTest, SeesEveryPolicyThatWasChanged) {
  json before;
  ChangeEndpoint(world_, call_, [&](const json& endpoint) { before = endpoint; });
  for (const auto& [type, settings] : kPolicyChanges) {
    SCOPED_TRACE(std::string(type) + " " + settings);
    ChangeEndpoint(world_, call_, [&type = type, &settings = settings](json& endpoint) {
      for (json& policy : endpoint["Policies"]) {
        if (policy["Type"] == type) policy["Settings"].merge_patch(json::parse(settings));
      }
    });
    ExpectDifference(std::string("lacks policy ") + type);
    ChangeEndpoint(world_, call_, [&](json& endpoint) { endpoint = before; });
  }
}

// C-K-04
TEST_F(CheckTest, PutsUpWithWhatOthersAdd) {
  ChangeEndpoint(world_, call_, [](json& endpoint) {
    endpoint["Policies"].push_back({{"Type", "EncapOverhead"}, {"Settings", {{"Overhead", 50}}}});
    endpoint["Routes"].push_back(
        {{"NextHop", "10.200.42.3"}, {"DestinationPrefix", "10.9.0.0/16"}});
  });
  result_["interfaces"].push_back({{"name", "br0"}});
  result_["ips"].push_back({{"address", "192.168.1.5/24"}});
  result_["routes"].push_back({{"dst", "192.168.0.0/16"}});
  ExpectFine();
}

// C-K-03
TEST_F(CheckTest, SeesWhatPrevResultLacks) {
  const json before = result_;
  result_["interfaces"][0]["sandbox"] = "7b1c0000-aaaa-4bbb-8ccc-000000000001";
  ExpectDifference("prevResult has no interface eth0 in " + std::string(kNetns));
  result_ = before;
  result_["interfaces"][0]["name"] = "eth9";
  ExpectDifference("prevResult has no interface eth0");
  result_ = before;
  result_["ips"][0]["address"] = "10.200.42.9/24";
  ExpectDifference("prevResult lacks address 10.200.42.2");
  result_ = before;
  result_.erase("ips");
  ExpectDifference("prevResult lacks address 10.200.42.2");
}

TEST_F(CheckTest, TellsEveryDifferenceInDetails) {
  ChangeEndpoint(world_, call_, [](json& endpoint) {
    endpoint["Routes"][0]["NextHop"] = "10.200.42.254";
    endpoint["Policies"] = json::array();
  });
  const std::string details = Check().document().value("details", "");
  EXPECT_THAT(details, HasSubstr("lacks the route"));
  EXPECT_THAT(details, HasSubstr("PortMapping"));
  EXPECT_EQ(std::count(details.begin(), details.end(), '\n'), 6);
}

TEST_F(CheckTest, SeesAConfigurationThatAsksForMore) {
  call_.conf["clusterCIDRs"] = {"10.200.0.0/16", "10.201.0.0/16"};
  ExpectDifference("lacks policy OutBoundNAT");
}

TEST_F(CheckTest, DoesNotTakeASilentHcnForADifference) {
  call_.disturb = WithoutHcn();
  EXPECT_EQ(Check().code(), 11);
}

}  // namespace
}  // namespace plugin
