#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "tests/cli/doctor_node.h"

namespace cli {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(Doctor, SaysThatAllIsWell) {
  Node node;
  node.AddPods(1);
  const Outcome outcome = node.world.Tool({"doctor"}, node.call);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
  EXPECT_THAT(
      outcome.output,
      AllOf(HasSubstr("info: hns-answers: HNS 13.3 answers; networks: 1"),
            HasSubstr("info: slice-use: slice 10.200.42.0/24: 1 of 253 addresses are in use"),
            HasSubstr("\nnothing needs attention\n")));
}

TEST(Doctor, PutsTheWorstFirstAndSaysWhatToDo) {
  Node node;
  node.AddPods(1);
  node.PutState("quarantine/r.1.reason", "r is no JSON\n");
  node.LetHcnFail(hcn::kRpcServerUnavailable);
  const Outcome outcome = node.world.Tool({"doctor"}, node.call);
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.output,
              AllOf(StartsWith("error: hns-down\n  HcnEnumerateNetworks: 0x800706ba"),
                    HasSubstr("\n  next:  Get-Service hns; Start-Service hns."),
                    HasSubstr("\nwarning: quarantine\n  r is no JSON\n  means: A record"),
                    HasSubstr("\n1 error, 1 warning\n")));
}

// What can be seen without HNS is still said.
TEST(Doctor, GoesOnWithoutHcn) {
  Node node;
  node.AddPods(1);
  node.LetHcnFail(hcn::kRpcServerUnavailable);
  const json document = node.Doctor();
  EXPECT_THAT(IdsIn(document), AllOf(Contains("hns-down"), Contains("slice-use"),
                                     Contains("conflist-used"), Contains("log-fine")));
  EXPECT_THAT(document.dump(),
              HasSubstr("the version of HNS, the networks, the attachments: HCN does not answer"));
}

TEST(Doctor, PrintsJsonToScriptAgainst) {
  Node node;
  node.SetKey("slice", "10.200.42.0/30");
  node.AddPods(1);
  const json document = node.Doctor();
  EXPECT_EQ(document["errors"], 1);
  EXPECT_EQ(document["warnings"], 0);
  const json& first = document["findings"][0];
  EXPECT_EQ(first["id"], "slice-full");
  EXPECT_EQ(first["severity"], "error");
  EXPECT_EQ(first["what"], "slice 10.200.42.0/30: 1 of 1 addresses are in use");
  EXPECT_THAT(first["means"], HasSubstr("ContainerCreating"));
  EXPECT_THAT(first["next"], HasSubstr("hcn-slice gc --apply"));
}

TEST(Doctor, FitsATerminal) {
  Node node;
  node.AddPods(1);
  node.SetKey("slice", "10.77.0.0/24");
  node.PutConflist("0.conflist", "{");
  node.PutConflist("20-again.conflist", *node.call.conflist);
  const Outcome outcome = node.world.Tool({"doctor"}, node.call);
  std::istringstream lines(outcome.output);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100U) << line;
}

TEST(Doctor, HasHelpWithAnExample) {
  World world;
  EXPECT_THAT(world.Tool({"doctor", "--help"}).output,
              AllOf(HasSubstr("Example: hcn-slice doctor"), HasSubstr("--timeout SECONDS"),
                    HasSubstr("--json")));
}

TEST(Doctor, RefusesOptionsThatMeanNothing) {
  Node node;
  for (const std::vector<std::string>& wrong : {std::vector<std::string>{"--timeout", "0"},
                                                {"--timeout", "5s"},
                                                {"--timeout", "601"},
                                                {"--conflist", "/no/such"},
                                                {"--conflist", "/x", "--state-dir", "/y"}}) {
    std::vector<std::string> arguments{"doctor"};
    arguments.insert(arguments.end(), wrong.begin(), wrong.end());
    EXPECT_EQ(node.world.Tool(arguments, node.call).exit_code, 2) << wrong[1];
  }
}

TEST(DoctorOfConfiguration, NamesTheKey) {
  Node node;
  node.SetKey("slice", "10.200.42.7");
  EXPECT_THAT(WhatOf(node.Doctor(), "configuration-invalid"), HasSubstr("slice"));
}

TEST(DoctorOfConfiguration, IsReadAsFarAsItIsRight) {
  Node node;
  node.PutState("elsewhere/quarantine/r.1.reason", "r is no JSON\n");
  json conf = World::Conf();
  conf["stateDir"] = (World::StateDir() / "elsewhere").string();
  conf["slice"] = 7;
  node.SetConf(conf);
  EXPECT_THAT(IdsIn(node.Doctor()),
              AllOf(Contains("configuration-invalid"), Contains("quarantine")));
}

TEST(DoctorOfConfiguration, IsNotMissedWhereAFolderIsNamed) {
  Node node;
  node.PutState("quarantine/r.1.reason", "r is no JSON\n");
  const auto ids = IdsIn(node.Doctor({"--state-dir", World::StateDir().string()}));
  EXPECT_THAT(ids, AllOf(Contains("quarantine"), Not(Contains("configuration-invalid"))));
}

TEST(DoctorOfNetworks, ShowsBothSidesOfADrift) {
  Node node;
  node.AddPods(1);
  node.SetKey("slice", "10.77.0.0/24");
  const json finding = FindingIn(node.Doctor(), "network-drift");
  EXPECT_THAT(finding["what"], AllOf(HasSubstr("10.200.42.0/24"), HasSubstr("10.77.0.0/24")));
  EXPECT_THAT(finding["next"], AllOf(StartsWith("Correct the network configuration"),
                                     HasSubstr("hcn-slice network release base")));
}

TEST(DoctorOfNetworks, LooksAtThoseOfOtherOwners) {
  Node node;
  Call red = node.call;
  red.conf["slice"] = "10.200.43.0/24";
  red.conf["network"] = {{"owner", "iso:red"}};
  EXPECT_EQ(node.world.Add(red).exit_code, 0);
  EXPECT_THAT(node.Doctor().dump(),
              HasSubstr("HCN network hcn-slice-iso-red of owner iso:red is there"));
  node.world.host().Reboot();
  EXPECT_EQ(node.world.Del(red).exit_code, 0);
}

TEST(DoctorOfNetworks, SaysWhoMakesAMissingOne) {
  Node node;
  node.SetKey("network", {{"type", "Overlay"}});
  EXPECT_THAT(FindingIn(node.Doctor(), "network-missing")["next"], HasSubstr("flannel"));
  node.SetKey("network", {{"type", "L2Bridge"}});
  EXPECT_THAT(FindingIn(node.Doctor(), "network-missing")["next"],
              HasSubstr("hcn-slice network ensure base"));
}

TEST(DoctorOfAttachments, NamesAFewAndWhyTheFirstIsOne) {
  Node node;
  node.AddPods(5);
  for (const json& name_space : node.world.Namespaces()) {
    node.world.DeleteNamespace(name_space["ID"]);
  }
  const std::string what = WhatOf(node.Doctor(), "orphans");
  EXPECT_THAT(what, AllOf(StartsWith("5: container pod0 (10.200.42.2), container pod1"),
                          HasSubstr(" and 2 more; the first: its namespace ")));
}

// gc refuses to do anything then.
TEST(DoctorOfAttachments, SaysNothingElseWhereAllRecordsAreLost) {
  Node node;
  node.AddPods(1);
  node.LoseNamespace();
  node.LoseRecord();
  EXPECT_THAT(IdsIn(node.Doctor()), AllOf(Contains("orphans"), Not(Contains("records-lost"))));
  node.AddPodsNamed("live", 1);
  node.LoseRecord();
  EXPECT_THAT(IdsIn(node.Doctor()), AllOf(Contains("records-lost"), Not(Contains("orphans"))));
}

TEST(DoctorOfAttachments, NamesATornRecordOfALivePod) {
  Node node;
  node.AddPods(1);
  node.PutState("records/" + node.world.Records().front(), "{");
  EXPECT_THAT(WhatOf(node.Doctor(), "record-unreadable"), HasSubstr("is torn"));
}

// An ADD is at work on it.
TEST(DoctorOfAttachments, LeavesWhatIsInFlightAlone) {
  Node node;
  Call call = node.call;
  std::set<std::string> ids;
  call.disturb = [&](std::string_view operation, support::Moment moment) {
    if (operation == "HcnCreateEndpoint" && moment == support::Moment::kBefore) {
      ids = IdsIn(node.Doctor());
    }
  };
  EXPECT_EQ(node.world.Add(call).exit_code, 0);
  EXPECT_THAT(ids, AllOf(Contains("attachments"), Not(Contains("half-made"))));
}

TEST(DoctorOfState, ShowsTheFirstFewReasons) {
  Node node;
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    node.PutState(std::string("quarantine/") + name + ".1.reason",
                  std::string(name) + " is torn\n");
  }
  EXPECT_EQ(WhatOf(node.Doctor(), "quarantine"), "a is torn; b is torn; c is torn; and 2 more");
}

}  // namespace
}  // namespace cli
