#include <sstream>

#include "tests/cli/inventory_fixture.h"

namespace cli {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class ShowCommand : public OnANode {
 protected:
  Outcome Show(const std::string& subject, const Call& call = {}) {
    return world_.Tool({"show", subject}, call);
  }
  json ShowJson(const std::string& subject) {
    return json::parse(world_.Tool({"show", subject, "--json"}).output);
  }
};

TEST_F(ShowCommand, PutsRecordAndHcnSideBySide) {
  AddPod("web-0");
  const Outcome outcome = Show("10.200.42.2");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  const std::string id = IdOf("web-0").ToString();
  EXPECT_THAT(outcome.output,
              AllOf(HasSubstr("10.200.42.2 live\n"), ContainsRegex(id + " +" + id),
                    ContainsRegex("addresses +10.200.42.2 +10.200.42.2"),
                    ContainsRegex("namespace +" + NetnsOf("web-0") + " +" + NetnsOf("web-0")),
                    ContainsRegex("pod +shop/web-0"), HasSubstr("1 endpoints, 0 containers"),
                    ContainsRegex("policy +OutBoundNAT .*10.200.0.0/16"),
                    HasSubstr("0.0.0.0/0 by 10.200.42.1"), Not(HasSubstr("!"))));
}

TEST_F(ShowCommand, FindsItByWhateverAnOperatorHas) {
  AddPod("0123456789abcdef");
  AddPod("other");
  const std::string id = IdOf("0123456789abcdef").ToString();
  for (const std::string& subject :
       {std::string("10.200.42.2"), std::string("0123456789abcdef"), std::string("0123456789"),
        std::string("shop/0123456789abcdef"), id, id.substr(0, 8), "{" + id + "}",
        NetnsOf("0123456789abcdef"), std::string("hcn-slice~overlay~0123456789abcdef~eth0")}) {
    const json shown = ShowJson(subject);
    ASSERT_THAT(shown["holders"], SizeIs(1)) << subject;
    EXPECT_EQ(shown["holders"][0]["id"], id) << subject;
  }
  EXPECT_THAT(ShowJson("012")["holders"], SizeIs(0)) << "too short";
}

TEST_F(ShowCommand, MarksWhereTheTwoDiffer) {
  AddPod("web-0");
  const std::string record = world_.Records()[0];
  json content = json::parse(*world_.files().Read(World::StateDir() / "records" / record, 65536));
  content["namespaceId"] = NetnsOf("another");
  PutRecord(record, content.dump());
  EXPECT_THAT(Show("10.200.42.2").output,
              ContainsRegex("! +namespace +" + NetnsOf("another") + " +" + NetnsOf("web-0")));
}

TEST_F(ShowCommand, SaysWhyItNeedsAttention) {
  AddOrphan("dead");
  const Outcome outcome = Show("shop/dead");
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.output,
              AllOf(HasSubstr("10.200.42.2 orphan:\n    its namespace"),
                    ContainsRegex("namespace +" + NetnsOf("dead") + " does not exist\n")));
}

TEST_F(ShowCommand, ShowsWhoElseHasAnAddress) {
  AddPod("web-0");
  PlantForeign("10.200.42.9");
  const Outcome outcome = Show("10.200.42.9");
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.output, AllOf(HasSubstr("10.200.42.9 foreign"), HasSubstr("\"theirs\"")));
}

TEST_F(ShowCommand, SaysWhatAnAddressIsThatNobodyHas) {
  for (const auto& [address, what] : {std::pair{"10.200.42.9", "10.200.42.9 is free\n"},
                                      {"10.200.42.1", "is the gateway of 10.200.42.0/24\n"},
                                      {"10.9.9.9", "is in no slice of the configuration"},
                                      {"nobody", "nobody here is called nobody"}}) {
    const Outcome outcome = Show(address);
    EXPECT_EQ(outcome.exit_code, 1) << address;
    EXPECT_THAT(outcome.output, HasSubstr(what));
  }
}

TEST_F(ShowCommand, SaysItAsJson) {
  AddPod("web-0");
  const json shown = ShowJson("10.200.42.2");
  EXPECT_EQ(shown["hcnAnswers"], true);
  const json& holder = shown["holders"][0];
  EXPECT_EQ(holder["state"], "live");
  EXPECT_EQ(holder["recordContent"]["kind"], "attachment");
  EXPECT_EQ(holder["recordContent"]["pod"], "shop/web-0");
  EXPECT_EQ(holder["endpoint"]["ID"], IdOf("web-0").ToString());
  EXPECT_EQ(holder["endpoint"]["HostComputeNamespace"], NetnsOf("web-0"));
  EXPECT_EQ(holder["endpoint"]["IpConfigurations"][0]["IpAddress"], "10.200.42.2");
  EXPECT_EQ(holder["namespace"]["exists"], true);
  EXPECT_EQ(holder["namespace"]["endpoints"], 1);
}

TEST_F(ShowCommand, FitsAHundredColumns) {
  Call call = PodCall(std::string(64, 'f'));
  call.conf = World::Conf();
  call.conf["slice"] = {"10.200.42.0/24", "fd00:200:42::/64"};
  world_.MakeNamespace(call.netns);
  EXPECT_EQ(world_.Add(call).exit_code, 0);
  std::istringstream lines(Show("10.200.42.2", call).output);
  unsigned count = 0;
  for (std::string line; std::getline(lines, line); ++count) EXPECT_LE(line.size(), 100U) << line;
  EXPECT_GT(count, 10U);
}

TEST_F(ShowCommand, NeedsASubject) {
  EXPECT_EQ(world_.Tool({"show"}).exit_code, 2);
  EXPECT_THAT(world_.Tool({"show", "--help"}).output,
              HasSubstr("Example: hcn-slice show 10.200.42.7"));
}

}  // namespace
}  // namespace cli
