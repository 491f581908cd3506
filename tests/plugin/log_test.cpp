#include "plugin/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "hcn/error.h"
#include "tests/plugin/node.h"
#include "tests/support/absolute.h"
#include "tests/support/has_match.h"
#include "tests/support/world.h"

namespace plugin {
namespace {

using nlohmann::json;
using support::Absolute;
using support::HasMatch;
using support::World;
using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

class LogTest : public testing::Test {
 protected:
  LogTest() { files_.MakeFolders("/state"); }

  std::string Content(const std::string& file = "/state/log") {
    return files_.Read(file, 100'000'000).value_or("");
  }

  // One process for each line; a hundred of them fill a MiB.
  void Fill(int from, int to) {
    for (int i = from; i < to; ++i) {
      Log log;
      log.Info("line " + std::to_string(i) + std::string(10'000, '.'));
      log.Flush(files_, locks_, conf_);
    }
  }

  support::MemoryDisk disk_;
  support::MemoryFileSystem files_{disk_};
  state::Locks locks_{files_, "/state", [] { return false; }};
  conf::LogConf conf_{"/state/log", "info", 1, 3};
};

TEST_F(LogTest, WritesALineWithTimeLevelAndSubject) {
  Log log;
  log.SetSubject("ADD of container abc, eth0");
  log.Info("attached with 10.0.0.2");
  log.Flush(files_, locks_, conf_);
  EXPECT_THAT(Content(), AllOf(HasMatch("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z "
                                        "info [0-9]+ ADD of container abc, eth0: attached"),
                               EndsWith("attached with 10.0.0.2\n")));
}

TEST_F(LogTest, WritesNoLineThatSomebodyElseMadeUp) {
  Log log;
  log.Info("owner a\n2026-01-01T00:00:00.000Z info 1 all is well\r\x1b[2J\u009b1A");
  log.Flush(files_, locks_, conf_);
  EXPECT_THAT(Lines(Content()), ElementsAre(EndsWith("owner a 2026-01-01T00:00:00.000Z info 1 all "
                                                     "is well [2J 1A")));
}

TEST_F(LogTest, DropsWhatIsBelowItsLevel) {
  const auto lines_at = [this](const char* level) {
    Log log;
    log.SetLevel(level);
    log.Debug("d");
    log.Info("i");
    log.Warn("w");
    log.Error("e");
    conf_.file = std::string("/state/") + level;
    log.Flush(files_, locks_, conf_);
    return Lines(Content(conf_.file.generic_string())).size();
  };
  EXPECT_EQ(lines_at("debug"), 4U);
  EXPECT_EQ(lines_at("info"), 3U);
  EXPECT_EQ(lines_at("warn"), 2U);
  EXPECT_EQ(lines_at("error"), 1U);
  EXPECT_EQ(lines_at("off"), 0U);
}

TEST_F(LogTest, IsEmptyAfterAFlush) {
  Log log;
  log.Info("once");
  log.Flush(files_, locks_, conf_);
  log.Flush(files_, locks_, conf_);
  EXPECT_THAT(Lines(Content()), SizeIs(1));
}

TEST_F(LogTest, AppendsAllItsLinesAtOnce) {
  unsigned appends = 0;
  files_.set_hook([&appends](std::string_view operation, const auto&, auto moment) {
    if (operation == "Append" && moment == support::MemoryFileSystem::Moment::kAfter) ++appends;
  });
  Log log;
  log.Info("one");
  log.Warn("two {} %v");
  log.Flush(files_, locks_, conf_);
  EXPECT_EQ(appends, 1U);
  EXPECT_THAT(Lines(Content()), ElementsAre(EndsWith("one"), EndsWith("two {} %v")));
}

TEST_F(LogTest, MovesAFullFileAwayAndLosesNoLine) {
  Fill(0, 250);
  EXPECT_THAT(files_.List("/state"), testing::IsSupersetOf({"log", "log.1", "log.2"}));
  const auto all = Lines(Content("/state/log.2") + Content("/state/log.1") + Content());
  ASSERT_THAT(all, SizeIs(250));
  for (int i = 0; i < 250; ++i) {
    EXPECT_THAT(all[static_cast<std::size_t>(i)], HasSubstr("line " + std::to_string(i) + "."));
  }
  for (const char* file : {"/state/log", "/state/log.1", "/state/log.2"}) {
    EXPECT_LE(Content(file).size(), 1024U * 1024U);
  }
}

TEST_F(LogTest, KeepsAsManyOldFilesAsItMay) {
  Fill(0, 800);
  auto names = files_.List("/state");
  EXPECT_EQ(std::count_if(names.begin(), names.end(),
                          [](const auto& name) { return name.starts_with("log."); }),
            3);
  EXPECT_THAT(Lines(Content()).back(), HasSubstr("line 799."));
}

TEST_F(LogTest, LeavesTheRotationToWhoeverIsAtIt) {
  Fill(0, 100);
  const auto held = locks_.TryLogRotation();
  Fill(100, 120);
  EXPECT_THAT(Lines(Content()), SizeIs(120)) << "the lines go into whichever file has the name";
}

class VerbLogTest : public testing::Test {
 protected:
  std::vector<std::string> Logged(const std::filesystem::path& file = World::StateDir() /
                                                                      "hcn-slice.log") {
    return Lines(world_.files().Read(file, 1'000'000).value_or(""));
  }

  World world_;
};

// C-A-06
TEST_F(VerbLogTest, HasALineForEachVerbThatSucceeds) {
  const json result = world_.Add().document();
  EXPECT_THAT(Logged().back(),
              AllOf(HasSubstr(" info "), HasSubstr("ADD of container c1, eth0"),
                    HasSubstr(", network overlay, address 10.200.42.2: attached in 0 ms (start")));
  std::size_t before = Logged().size();
  world_.Check({}, result);
  EXPECT_EQ(Logged().size(), before + 1);
  EXPECT_THAT(Logged().back(), AllOf(HasSubstr("CHECK of container c1"),
                                     HasSubstr("address 10.200.42.2: done in ")));
  before = Logged().size();
  world_.Gc({{"c1", "eth0"}});
  EXPECT_EQ(Logged().size(), before + 1);
  world_.Del();
  EXPECT_EQ(Logged().size(), before + 2);
  EXPECT_THAT(Logged().back(),
              AllOf(HasSubstr("DEL of container c1"), HasSubstr("address 10.200.42.2: done in ")));
}

TEST_F(VerbLogTest, NamesThePodWhereTheRuntimeDoes) {
  const std::string args = "K8S_POD_NAMESPACE=shop;K8S_POD_NAME=web-0\ninfo 1 all is well";
  world_.Add({.args = args});
  EXPECT_THAT(Logged().back(), HasSubstr("network overlay, pod shop/web-0 info 1 all is well, "));
  EXPECT_THAT(Logged(), SizeIs(2)) << "one for the network, and one for the verb";
}

TEST_F(VerbLogTest, NamesTheAddressThatWasTakenInTheEnd) {
  world_.Add();
  PlantForeign(world_, "22222222-2222-4222-8222-222222222222", "10.200.42.3");
  world_.Add(Pod(2));
  EXPECT_THAT(Logged().back(), HasSubstr("address 10.200.42.4: attached"));
}

TEST_F(VerbLogTest, HasTheFailureAtErrorAndWhatWasSaidToTheRuntime) {
  world_.Add();
  const auto outcome = world_.Add();
  ASSERT_EQ(outcome.exit_code, 1);
  const std::string said = outcome.message().substr(outcome.message().find("eth0: ") + 6);
  EXPECT_THAT(Logged().back(),
              AllOf(HasSubstr(" error "), HasSubstr("ADD of container c1"),
                    HasSubstr(": failed with code 101 in 0 ms (start"), EndsWith(said)));
}

TEST_F(VerbLogTest, TellsTheSystemsLogOfFailures) {
  EXPECT_EQ(world_.Add().reported, "");
  const auto outcome = world_.Add();
  EXPECT_EQ(outcome.reported, outcome.message() + "\n");
  EXPECT_THAT(world_.Add({.input = "no JSON"}).reported, HasSubstr("ADD of container c1"))
      << "also where no configuration says where the log is";
}

TEST_F(VerbLogTest, DoesNotFillTheSystemsLogWithWhatStatusRepeats) {
  const auto outcome = world_.RunAs("STATUS", {.disturb = WithoutHcn()});
  EXPECT_EQ(outcome.code(), 50);
  EXPECT_EQ(outcome.reported, "");
  EXPECT_THAT(Logged().back(), HasSubstr("STATUS, network overlay: failed with code 50"));
}

TEST_F(VerbLogTest, DoesNotCountAStatusThatIsFineAsNews) {
  EXPECT_EQ(world_.RunAs("STATUS", {}).exit_code, 0);
  EXPECT_THAT(Logged(), IsEmpty());
  json conf = World::Conf();
  conf["log"] = {{"level", "debug"}};
  world_.RunAs("STATUS", {.conf = conf});
  EXPECT_THAT(Logged(), ElementsAre(HasSubstr("STATUS")));
}

TEST_F(VerbLogTest, GoesWhereTheConfigurationSays) {
  world_.files().MakeFolders(Absolute("/var/log"));
  json conf = World::Conf();
  conf["log"] = {{"file", Absolute("/var/log/pods.log")}};
  world_.Add({.conf = conf});
  EXPECT_THAT(Logged(Absolute("/var/log/pods.log")), SizeIs(testing::Ge(1U)));
  EXPECT_THAT(Logged(), IsEmpty());
}

TEST_F(VerbLogTest, NeverFailsAVerb) {
  json conf = World::Conf();
  conf["log"] = {{"file", Absolute("/nowhere/at/all/pods.log")}};
  const auto added = world_.Add({.conf = conf});
  EXPECT_EQ(added.exit_code, 0) << added.output;
  EXPECT_EQ(world_.Gc({{"c1", "eth0"}}, {.conf = conf}).exit_code, 0);
  EXPECT_EQ(world_.Add({.conf = conf}).code(), 101) << "the failure stays the failure";
  EXPECT_EQ(world_.Del({.conf = conf}).exit_code, 0);
}

TEST_F(VerbLogTest, NeverFailsAVerbOnADiskThatIsFull) {
  support::Call call;
  call.disturb = [](std::string_view operation, support::Moment) {
    if (operation == "Append") throw state::FileError("append: no space left on device");
  };
  EXPECT_EQ(world_.Add(call).exit_code, 0);
  EXPECT_EQ(world_.Del(call).exit_code, 0);
  EXPECT_TRUE(world_.IsClean());
}

TEST_F(VerbLogTest, KeepsForeignTextOnItsLine) {
  support::Call call;
  call.disturb = [](std::string_view function, support::Moment) {
    if (function != "HcnOpenNamespace") return;
    throw hcn::Error(function, hcn::kAccessDenied, R"({"Error":"one\r\ntwo\nthree"})");
  };
  world_.Add(call);
  for (const std::string& line : Logged()) {
    EXPECT_THAT(line, AllOf(HasMatch("^[0-9]{4}-"), Not(HasSubstr("\r")))) << line;
  }
}

}  // namespace
}  // namespace plugin
