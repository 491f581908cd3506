#include "cli/report_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hcn/error.h"
#include "tests/support/absolute.h"
#include "tests/support/world.h"

namespace cli {
namespace {

using support::Absolute;
using support::World;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// HCN is not running.
support::Disturb WithoutHcn() {
  return [](std::string_view operation, support::Moment moment) {
    if (operation.starts_with("Hcn") && moment == support::Moment::kBefore) {
      throw hcn::Error(operation, hcn::kRpcServerUnavailable, "");
    }
  };
}

class ReportCommand : public testing::Test {
 protected:
  ReportCommand() { world_.files().MakeFolders(Absolute("/tickets")); }

  std::string Page() {
    return world_.files().Read(Absolute("/tickets/node.html"), 100'000'000).value_or("");
  }
  support::Outcome Report(const support::Call& call = {}) {
    return world_.Tool({"report", "--output", Absolute("/tickets/node.html")}, call);
  }

  World world_;
};

TEST_F(ReportCommand, ShowsPodsLogAndDocuments) {
  world_.Add({.args = "K8S_POD_NAMESPACE=shop;K8S_POD_NAME=web-0"});
  const auto outcome = Report();
  EXPECT_THAT(outcome.output, HasSubstr("node.html"));
  EXPECT_THAT(Page(), AllOf(HasSubstr("<!DOCTYPE html>"), HasSubstr("10.200.42.2"),
                            HasSubstr("shop/web-0"), HasSubstr("address 10.200.42.2: attached in"),
                            HasSubstr("<summary>network configuration</summary>"),
                            HasSubstr("&quot;HostComputeNetwork&quot;"), HasSubstr("</html>")));
}

TEST_F(ReportCommand, LeavesNothingBesideItsPage) {
  Report();
  EXPECT_THAT(world_.files().List(Absolute("/tickets")), testing::ElementsAre("node.html"));
}

TEST_F(ReportCommand, HasNoSecretOfASharedMarker) {
  world_.Add();
  world_.files().Write(World::StateDir() / "networks.json", R"({"version":1,"networks":[
      {"owner":"service:a","kind":"hcn-internal","name":"a","id":"11111111-1111-4111-8111-111111111111",
       "subnet":"10.9.0.0/24","wg_private_key":"c2VjcmV0","wg_public_key":"cHVibGlj"}]})");
  auto conf = World::Conf();
  conf["psk"] = "hunter2";
  Report({.conf = conf});
  EXPECT_THAT(Page(),
              AllOf(HasSubstr("service:a"), Not(HasSubstr("c2VjcmV0")), Not(HasSubstr("hunter2"))));
  world_.set_loose_at_end();
}

TEST_F(ReportCommand, IsWrittenOfANodeWhoseHcnDoesNotAnswer) {
  world_.Add();
  const auto outcome = Report({.disturb = WithoutHcn()});
  EXPECT_EQ(outcome.exit_code, kNeedsAttention) << outcome.error;
  EXPECT_THAT(Page(), AllOf(HasSubstr("HCN does not answer"), HasSubstr("10.200.42.2")));
}

TEST_F(ReportCommand, IsWrittenOfANodeWhoseConfigurationIsWrong) {
  auto conf = World::Conf();
  conf["slice"] = "10.200.42.1/24";
  const auto outcome = Report({.conf = conf});
  EXPECT_EQ(outcome.exit_code, kNeedsAttention) << outcome.error;
  EXPECT_THAT(Page(), HasSubstr("slice"));
}

TEST_F(ReportCommand, NeedsAFile) {
  const auto outcome = world_.Tool({"report"});
  EXPECT_EQ(outcome.exit_code, kUsedWrongly);
  EXPECT_THAT(outcome.error, HasSubstr("--output FILE"));
}

TEST_F(ReportCommand, SaysWhichFileCannotBeWritten) {
  const auto outcome = world_.Tool({"report", "--output", Absolute("/nowhere/node.html")});
  EXPECT_EQ(outcome.exit_code, kFailed);
  EXPECT_THAT(outcome.error, HasSubstr("nowhere"));
}

}  // namespace
}  // namespace cli
