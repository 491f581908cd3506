#include "plugin/delegated_ipam.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/plugin/delegated_node.h"
#include "tests/plugin/node.h"

// The addresses of an IPAM plugin: what is asked of it, and what becomes of its answers.
namespace plugin {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// C-R-04, C-Q-02
TEST_F(DelegatedIpamTest, GivesTheAddressGatewayAndDefaultRoute) {
  const auto outcome = world_.Add(call_);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.output;
  const json result = outcome.document();
  EXPECT_EQ(result["ips"],
            json::parse(R"([{"interface":0,"address":"10.77.0.2/24","gateway":"10.77.0.1"}])"));
  EXPECT_EQ(result["routes"], json::parse(R"([{"dst":"0.0.0.0/0","gw":"10.77.0.1"}])"));
  const json endpoint = EndpointOf(world_, call_);
  EXPECT_EQ(endpoint["IpConfigurations"],
            json::parse(R"([{"IpAddress":"10.77.0.2","PrefixLength":24}])"));
  EXPECT_EQ(endpoint["Routes"],
            json::parse(R"([{"NextHop":"10.77.0.1","DestinationPrefix":"0.0.0.0/0"}])"));
  EXPECT_THAT(world_.Records(), ElementsAre(HasSubstr("10.77.0.2~")));
  EXPECT_EQ(world_.Del(call_).exit_code, 0);
  ExpectEmpty();
}

// C-R-02
TEST_F(DelegatedIpamTest, IsToldWhatWeAreTold) {
  call_.input = call_.conf.dump() + " \n";
  world_.Add(call_);
  EXPECT_EQ(ipam_.input(), *call_.input);
  world_.Del(call_);
}

// C-R-05, C-J-08, C-K-06, C-M-02, C-L-11
TEST_F(DelegatedIpamTest, IsRunForEveryVerb) {
  const json result = world_.Add(call_).document();
  EXPECT_EQ(world_.Check(call_, result).exit_code, 0);
  EXPECT_EQ(world_.RunAs("STATUS", call_).exit_code, 0);
  EXPECT_EQ(world_.Gc({{"c1", "eth0"}}, call_).exit_code, 0);
  EXPECT_EQ(world_.Del(call_).exit_code, 0);
  EXPECT_THAT(ipam_.verbs(), ElementsAre("ADD", "CHECK", "STATUS", "GC", "DEL"));
}

// C-G-06, C-R-05
TEST_F(DelegatedIpamTest, HasItsErrorsPassedOnWithTheirCode) {
  const json result = world_.Add(call_).document();
  const std::vector<std::pair<std::string, int>> codes{{"CHECK", 42}, {"STATUS", 50}, {"DEL", 42}};
  for (const auto& [verb, code] : codes) {
    ipam_.Answer(verb, support::EndWithError(42, "the book is wet"));
    const auto outcome = verb == "CHECK" ? world_.Check(call_, result) : world_.RunAs(verb, call_);
    EXPECT_EQ(outcome.code(), code) << outcome.output;
    EXPECT_THAT(outcome.message(), HasSubstr("IPAM plugin fake-local: the book is wet"));
    ipam_.AnswerAgain(verb);
  }
  EXPECT_EQ(world_.Del(call_).exit_code, 0);
  ExpectEmpty();
}

// C-R-03
TEST_F(DelegatedIpamTest, SaysHowItEndedWithoutAnErrorDocument) {
  ipam_.Answer("ADD", {true, 2, "", "panic: nothing works"});
  const auto outcome = world_.Add(call_);
  EXPECT_EQ(outcome.code(), 106);
  EXPECT_THAT(outcome.message(), HasSubstr("exit code 2 and said \"panic: nothing works\""));
  EXPECT_THAT(outcome.error, HasSubstr("panic"));
  ExpectEmpty();
}

TEST_F(DelegatedIpamTest, IsKilledAtTheDeadline) {
  ipam_.Answer("ADD", {false, 137, "", ""});
  EXPECT_EQ(world_.Add(call_).code(), 11);
  ExpectEmpty();
}

// C-R-05: skel of CNI 1.1 and older.
TEST_F(DelegatedIpamTest, MayBeTooOldForGcAndStatus) {
  for (const char* verb : {"GC", "STATUS"}) {
    ipam_.Answer(verb, support::EndWithError(4, std::string("unknown CNI_COMMAND: ") + verb));
    EXPECT_EQ(world_.RunAs(verb, call_).exit_code, 0) << verb;
    ipam_.Answer(verb, support::EndWithError(4, "required env variables missing"));
    EXPECT_EQ(world_.RunAs(verb, call_).exit_code, 1) << verb;
  }
}

// C-R-06
TEST_F(DelegatedIpamTest, GetsItsLeaseBackWhenItsAddFails) {
  ipam_.Answer("ADD", support::EndWithError(999, "no more addresses"));
  EXPECT_EQ(world_.Add(call_).code(), 999);
  EXPECT_THAT(ipam_.verbs(), ElementsAre("ADD", "DEL"));
  ExpectEmpty();
}

// C-R-06
TEST_F(DelegatedIpamTest, GetsItsLeaseBackWhateverFailsLater) {
  for (const char* function : {"HcnCreateEndpoint", "HcnModifyNamespace", "HcnCreateNamespace"}) {
    call_.disturb = Failing(function, kNoHcn, 1);
    EXPECT_EQ(world_.Add(call_).exit_code, 1) << function;
    ExpectEmpty();
  }
}

// C-R-04
TEST_F(DelegatedIpamTest, GetsItsLeaseBackWhenItIsOfNoUse) {
  const std::vector<std::pair<const char*, const char*>> results{
      {R"({"ips": []})", "gave no address"},
      {R"({"ips": [{"address": "fd00::2/64"}]})", "an IPv6 address alone"},
      {R"({"ips": [{"address": "10.77.0.2/24"}, {"address": "10.77.0.3/24"}]})",
       "two addresses of one family"},
      {R"({"ips": [{"address": "10.77.0.2"}]})", "fake-local.ips[0].address lacks a prefix"},
      {R"({"cniVersion": "0.4.0", "ips": []})", "fake-local.cniVersion is \"0.4.0\""},
      {"[]", "fake-local must be an object"}};
  for (const auto& [result, text] : results) {
    ipam_.set_result(json::parse(result));
    EXPECT_THAT(world_.Add(call_).message(), HasSubstr(text));
    ExpectEmpty();
  }
}

TEST_F(DelegatedIpamTest, MayGiveRoutesAndDns) {
  ipam_.set_result(json::parse(R"({
      "ips": [{"address": "10.77.0.2/24", "gateway": "10.77.0.1"}],
      "routes": [{"dst": "0.0.0.0/0", "gw": "10.77.0.254"}, {"dst": "192.168.0.0/16"}],
      "dns": {"nameservers": ["10.77.0.53"], "search": ["fake.local"]}})"));
  call_.conf["dns"] = {{"search", {"ours.local"}}};
  const json result = world_.Add(call_).document();
  EXPECT_EQ(result["routes"], json::parse(R"([{"dst":"0.0.0.0/0","gw":"10.77.0.254"},
                                              {"dst":"192.168.0.0/16","gw":"10.77.0.1"}])"));
  EXPECT_EQ(result["dns"],
            json::parse(R"({"nameservers": ["10.77.0.53"], "search": ["ours.local"]})"));
  EXPECT_EQ(EndpointOf(world_, call_)["Routes"].size(), 2U);
  EXPECT_EQ(EndpointOf(world_, call_)["Dns"]["ServerList"], json::array({"10.77.0.53"}));
  EXPECT_EQ(world_.Check(call_, result).exit_code, 0);
  world_.Del(call_);
}

TEST_F(DelegatedIpamTest, GetsItsLeaseBackWhenSomebodyElseHoldsTheAddress) {
  PlantForeign(world_, "7b1c0000-aaaa-4bbb-8ccc-000000000001", "10.77.0.2");
  const auto outcome = world_.Add(call_);
  EXPECT_EQ(outcome.code(), 11) << outcome.output;
  EXPECT_THAT(outcome.message(), HasSubstr("fake-local gave it"));
  EXPECT_THAT(ipam_.leases(), IsEmpty());
  EXPECT_THAT(world_.Records(), IsEmpty());
}

// C-R-01, C-B-11
TEST_F(DelegatedIpamTest, HasToBeInCniPath) {
  call_.conf["ipam"]["type"] = "elsewhere";
  for (const char* verb : {"ADD", "DEL", "STATUS"}) {
    const auto outcome = world_.RunAs(verb, call_);
    EXPECT_EQ(outcome.exit_code, 1) << verb;
    EXPECT_THAT(outcome.message(), HasSubstr("has no plugin \"elsewhere\", which ipam.type names"));
    EXPECT_THAT(outcome.message(), Not(HasSubstr("not found"))) << "C-G-07";
  }
  ExpectEmpty();
}

TEST_F(DelegatedIpamTest, NeedsANetworkThatIsThere) {
  call_.conf["network"] = {{"owner", "service:another"}};
  const auto outcome = world_.Add(call_);
  EXPECT_EQ(outcome.code(), 7) << outcome.output;
  EXPECT_THAT(outcome.message(), HasSubstr("with ipam.type nothing says which subnets"));
  EXPECT_THAT(ipam_.verbs(), IsEmpty());
}

TEST_F(DelegatedIpamTest, SeesAPodWhoseLeaseIsGone) {
  const json result = world_.Add(call_).document();
  ipam_.Forget();
  EXPECT_THAT(world_.Check(call_, result).message(), HasSubstr("no lease of c1 eth0"));
  world_.Del(call_);
}

TEST_F(DelegatedIpamTest, IsNeverThisProgramItself) {
  for (const char* type : {"hcn-slice", "HCN-Slice.exe"}) {
    call_.conf["ipam"]["type"] = type;
    const auto outcome = world_.Add(call_);
    EXPECT_EQ(outcome.code(), 7);
    EXPECT_THAT(outcome.message(), HasSubstr("ipam.type is"));
    EXPECT_EQ(world_.Del(call_).exit_code, 0) << "and no loop either";
  }
  call_.conf["type"] = "overlay-cni";
  call_.conf["ipam"]["type"] = "overlay-cni";
  EXPECT_EQ(world_.Add(call_).code(), 7);
  EXPECT_THAT(ipam_.verbs(), IsEmpty());
}

TEST_F(DelegatedIpamTest, LosesNothingWhereTheRangesOfTheRuntimeGoToIt) {
  call_.conf["capabilities"] = {{"ipRanges", true}};
  call_.conf["runtimeConfig"] = json::parse(R"({"ipRanges": [[{"subnet": "10.77.0.0/24"}]]})");
  EXPECT_EQ(world_.Add(call_).exit_code, 0);
  world_.Del(call_);
}

}  // namespace
}  // namespace plugin
