#include "plugin/watchdog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <thread>
#include <vector>

#include "plugin/dispatch.h"
#include "tests/support/fake_process_io.h"
#include "tests/support/hooked_hcn_api.h"
#include "tests/support/world.h"

namespace plugin {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using support::World;

// Time enough for anything that does happen.
constexpr auto kPatience = 20s;

class WatchdogTest : public testing::Test {
 protected:
  std::function<void()> Bark() {
    return [this] {
      if (++barks_ == 1) barked_.set_value();
    };
  }
  bool WaitForBark() {
    return barked_.get_future().wait_for(kPatience) == std::future_status::ready;
  }

  std::atomic<int> barks_ = 0;
  std::promise<void> barked_;
};

TEST_F(WatchdogTest, ActsOnceWhenItsTimeIsUp) {
  {
    Watchdog watchdog(5ms, Bark());
    EXPECT_TRUE(WaitForBark());
    watchdog.SetTime(0ms);
  }
  EXPECT_EQ(barks_, 1);
}

TEST_F(WatchdogTest, ActsAtOnceWhereItsTimeIsOverAlready) {
  Watchdog watchdog(0ms, Bark());
  EXPECT_TRUE(WaitForBark());
}

TEST_F(WatchdogTest, DoesNothingOnceItIsGone) {
  { Watchdog watchdog(1h, Bark()); }
  EXPECT_EQ(barks_, 0);
}

TEST_F(WatchdogTest, WakesUpForAShorterTime) {
  Watchdog watchdog(1h, Bark());
  watchdog.SetTime(10ms);
  EXPECT_TRUE(WaitForBark());
}

TEST_F(WatchdogTest, ActsAtOnceWhereItsNewTimeIsOverAlready) {
  Watchdog watchdog(1h, Bark());
  std::this_thread::sleep_for(30ms);
  watchdog.SetTime(1ms);
  EXPECT_TRUE(WaitForBark());
}

// A process whose end the verb can wait for.
class MortalProcessIo : public support::FakeProcessIo {
 public:
  void ExitNow(int code) override {
    FakeProcessIo::ExitNow(code);
    died_.set_value();
  }
  void WaitForDeath() { EXPECT_EQ(death_.wait_for(kPatience), std::future_status::ready); }

 private:
  std::promise<void> died_;
  std::shared_future<void> death_ = died_.get_future().share();
};

// Outlives its test: the thread of the last words may use it when the verb has ended already.
struct Host {
  World world;
  MortalProcessIo io;
};

class HangingVerbTest : public testing::Test {
 protected:
  HangingVerbTest() {
    io_.environment = {{"CNI_CONTAINERID", "c1"},
                       {"CNI_NETNS", support::Call{}.netns},
                       {"CNI_IFNAME", "eth0"},
                       {"CNI_PATH", "/opt/cni/bin"}};
  }

  static void TearDownTestSuite() { hosts_.clear(); }

  // The call hangs at this function until the watchdog has ended the process, and then goes on, as
  // no real one could.
  int RunHanging(const std::string& verb, const std::string& function) {
    json conf = World::Conf();
    for (const char* name : {"add", "del", "check", "gc", "status"}) conf["timeouts"][name] = 1;
    conf["cniVersion"] = version_;
    io_.environment["CNI_COMMAND"] = verb;
    io_.input = conf.dump();
    support::HookedHcnApi hcn(
        world_.hcn(), [this, &function](std::string_view called, support::HookedHcnApi::Moment) {
          if (called == function && io_.exit_code() == -1) io_.WaitForDeath();
        });
    return plugin::Run(io_, world_.files(), [&hcn]() -> hcn::HcnApi& { return hcn; });
  }

  std::string LogText() {
    return world_.files().Read(World::StateDir() / "hcn-slice.log", 100'000).value_or("");
  }

  inline static std::vector<std::unique_ptr<Host>> hosts_;
  Host& host_ = *hosts_.emplace_back(std::make_unique<Host>());
  World& world_ = host_.world;
  MortalProcessIo& io_ = host_.io;
  std::string version_ = "1.1.0";
};

// C-G-04
TEST_F(HangingVerbTest, EndsWithOneDocumentThatSaysSo) {
  RunHanging("ADD", "HcnCreateEndpoint");
  EXPECT_EQ(io_.exit_code(), 1);
  const json document = json::parse(io_.output, nullptr, false);
  ASSERT_TRUE(document.is_object())
      << "one document, although the verb came to its end: " << io_.output;
  EXPECT_EQ(document["code"], 11);
  EXPECT_THAT(document["msg"].get<std::string>(),
              testing::StartsWith("ADD: gave up at the deadline, in phase HcnCreateEndpoint;"));
  EXPECT_TRUE(world_.IsClean()) << "an ADD that nobody heard of is undone";
}

// C-G-02
TEST_F(HangingVerbTest, AnswersInTheVersionOfTheConfiguration) {
  version_ = "0.4.0";
  RunHanging("ADD", "HcnCreateEndpoint");
  EXPECT_EQ(json::parse(io_.output)["cniVersion"], "0.4.0");
}

TEST_F(HangingVerbTest, SaysNothingThatGoCniTakesForSuccessOfDel) {
  world_.Add();
  RunHanging("DEL", "HcnDeleteEndpoint");
  EXPECT_EQ(io_.exit_code(), 1);
  EXPECT_EQ(json::parse(io_.output)["code"], 11);
  EXPECT_THAT(io_.output, testing::Not(testing::HasSubstr("not found")));
}

// Nobody else could say which pod it was.
TEST_F(HangingVerbTest, LeavesALineInTheLog) {
  RunHanging("ADD", "HcnCreateEndpoint");
  EXPECT_THAT(LogText(), testing::HasSubstr("ADD of container c1, eth0, network overlay: "
                                            "gave up at the deadline"));
  EXPECT_THAT(io_.reported,
              testing::StartsWith("ADD of container c1, eth0, network overlay: gave"));
}

TEST_F(HangingVerbTest, EndsWhereTheDiskHangs) {
  world_.files().set_hook([&io = io_](std::string_view operation, const auto&, auto) {
    if (operation == "Append" && io.exit_code() == -1) io.WaitForDeath();
  });
  RunHanging("ADD", "HcnCreateEndpoint");
  EXPECT_EQ(io_.exit_code(), 1);
  while (LogText().find("gave up") == std::string::npos) std::this_thread::sleep_for(1ms);
}

TEST_F(HangingVerbTest, EndsWhereStdoutIsGoneAsWell) {
  io_.output_is_broken = true;
  RunHanging("STATUS", "HcnEnumerateNetworks");
  EXPECT_EQ(io_.exit_code(), 1);
  EXPECT_THAT(io_.error, testing::HasSubstr("STATUS: gave up"));
}

}  // namespace
}  // namespace plugin
