#include <regex>
#include <set>
#include <sstream>

#include "hcn/error.h"
#include "tests/cli/inventory_fixture.h"

namespace cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class MetricsCommand : public OnANode {
 protected:
  static constexpr std::size_t kAll = std::size_t{1} << 20;

  std::string Metrics(const Call& call = {}) {
    const Outcome outcome = world_.Tool({"metrics"}, call);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
    return outcome.output;
  }
  static Call Unanswered() {
    Call call;
    call.disturb = [](std::string_view operation, Moment) {
      if (operation.starts_with("Hcn")) throw hcn::Error(operation, hcn::kRpcServerUnavailable);
    };
    return call;
  }
};

TEST_F(MetricsCommand, CountsTheSliceByState) {
  AddPod("web-0");
  world_.Tool({"reserve", "vip"});
  const std::string labels = R"({slice="10.200.42.0/24",family="ipv4")";
  EXPECT_THAT(Metrics(),
              AllOf(HasSubstr("hcn_slice_size_addresses" + labels + "} 253\n"),
                    HasSubstr("hcn_slice_addresses" + labels + ",state=\"used\"} 1\n"),
                    HasSubstr("hcn_slice_addresses" + labels + ",state=\"reserved\"} 1\n"),
                    HasSubstr("hcn_slice_addresses" + labels + ",state=\"resting\"} 0\n"),
                    HasSubstr("hcn_slice_addresses" + labels + ",state=\"free\"} 251\n"),
                    HasSubstr("hcn_slice_foreign_addresses" + labels + "} 0\n")));
  world_.set_loose_at_end();
}

TEST_F(MetricsCommand, CountsAttachmentsByState) {
  AddPod("live");
  AddOrphan("dead");
  AddOrphan("dead-too");
  AddKilledAt("dying", "HcnCreateEndpoint");
  EXPECT_THAT(Metrics(), AllOf(HasSubstr("hcn_slice_attachments{state=\"live\"} 1\n"),
                               HasSubstr("hcn_slice_attachments{state=\"orphan\"} 2\n"),
                               HasSubstr("hcn_slice_attachments{state=\"half-made\"} 1\n"),
                               HasSubstr("hcn_slice_attachments{state=\"unknown\"} 0\n")));
  world_.set_loose_at_end();
}

TEST_F(MetricsCommand, KnowsNetworksHostAndQuarantine) {
  AddPod("web-0");
  world_.Tool({"network", "ensure", "base"});
  PutRecord("10.200.42.99~" + IdOf("odd").ToString() + ".json", R"({"version": 99})");
  world_.Tool({"gc"});  // keeps a copy
  const std::string metrics = Metrics();
  const std::string network =
      R"(hcn_slice_network_state{owner="base",name="hcn-slice-base",state=)";
  EXPECT_THAT(metrics,
              AllOf(HasSubstr(network + "\"live\"} 1\n"), HasSubstr(network + "\"absent\"} 0\n"),
                    HasSubstr("hcn_slice_network_marker_problems 0\n"),
                    HasSubstr("hcn_slice_hcn_up 1\n"), HasSubstr("hcn_slice_quarantined_files 1\n"),
                    HasSubstr("hcn_slice_inventory_problems 0\n"),
                    HasSubstr("hcn_slice_build_info{version=\"" HCN_SLICE_VERSION "\"} 1\n")));
  EXPECT_TRUE(std::regex_search(
      metrics, std::regex(R"(hcn_slice_hns_info\{version="[0-9]+\.[0-9]+"\} 1\n)")));
  world_.set_loose_at_end();
}

// An alert on orphans must not end because HNS does.
TEST_F(MetricsCommand, HasNoSampleOfWhatOnlyHcnKnowsWhenItDoesNotAnswer) {
  AddOrphan("dead");
  const std::string metrics = Metrics(Unanswered());
  EXPECT_THAT(metrics, AllOf(HasSubstr("hcn_slice_hcn_up 0\n"), Not(HasSubstr("\"orphan\"")),
                             Not(HasSubstr("attachments{state=\"live\"}")),
                             Not(HasSubstr("foreign_addresses")), Not(HasSubstr("hns_info")),
                             HasSubstr("hcn_slice_attachments{state=\"unknown\"} 1\n"),
                             HasSubstr("state=\"used\"} 1\n")));
}

// https://prometheus.io/docs/instrumenting/exposition_formats/
TEST_F(MetricsCommand, IsInTheTextFormat) {
  AddPod("web-0");
  std::istringstream lines(Metrics());
  const std::regex sample(R"re(([a-z_]+)(\{([a-z]+="([^"\\]|\\.)*",?)+\})? [0-9]+)re");
  std::set<std::string> typed;
  unsigned samples = 0;
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (line.starts_with("# HELP ")) continue;
    if (line.starts_with("# TYPE ")) {
      EXPECT_TRUE(line.ends_with(" gauge")) << line;
      EXPECT_TRUE(typed.insert(line.substr(7, line.size() - 13)).second) << "twice: " << line;
      continue;
    }
    ASSERT_TRUE(std::regex_match(line, match, sample)) << line;
    EXPECT_TRUE(typed.contains(match[1].str())) << line;
    ++samples;
  }
  EXPECT_GT(samples, 20U);
}

TEST_F(MetricsCommand, EscapesLabels) {
  world_.files().MakeFolders(World::StateDir());
  world_.files().Write(World::StateDir() / "networks.json", R"({"version": 1, "networks": [
    {"owner": "base", "kind": "hcn-internal", "name": "a\"b\\c\ne",
     "id": "11111111-2222-4333-8444-555555555555", "subnet": "10.200.0.0/28"}]})");
  EXPECT_THAT(Metrics(), HasSubstr(R"(name="a\"b\\c e")"));
}

TEST_F(MetricsCommand, WritesAFileInOneStep) {
  const std::string folder = support::Absolute("/metrics");
  const std::string file = folder + "/hcn-slice.prom";
  world_.files().MakeFolders(folder);
  world_.files().Write(file + ".tmp-of-a-dead-one", "torn");
  AddPod("web-0");
  const Outcome outcome = world_.Tool({"metrics", "--output", file});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_EQ(outcome.output, "");
  EXPECT_EQ(world_.files().Read(file, kAll), Metrics());
  EXPECT_THAT(world_.files().List(folder), SizeIs(1));
}

TEST_F(MetricsCommand, LeavesTheOldFileWhenItFails) {
  const std::string folder = support::Absolute("/metrics");
  const std::string file = folder + "/hcn-slice.prom";
  world_.files().MakeFolders(folder);
  world_.files().Write(file, "old");
  Call call;
  call.disturb = [](std::string_view operation, Moment moment) {
    if (operation == "Rename" && moment == Moment::kBefore) {
      throw state::FileError("rename: no room");
    }
  };
  const Outcome outcome = world_.Tool({"metrics", "--output", file}, call);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.error, HasSubstr("no room"));
  EXPECT_EQ(world_.files().Read(file, kAll), "old");
  EXPECT_THAT(world_.files().List(folder), SizeIs(1));
}

TEST_F(MetricsCommand, HasHelpWithAnExample) {
  EXPECT_THAT(world_.Tool({"metrics", "--help"}).output,
              HasSubstr("Example: hcn-slice metrics --output"));
}

}  // namespace
}  // namespace cli
