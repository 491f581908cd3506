#include "plugin/phases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>

#include "tests/support/fake_process_io.h"
#include "tests/support/world.h"

namespace plugin {
namespace {

using namespace std::chrono_literals;
using support::World;
using testing::AllOf;
using testing::HasSubstr;

class PhasesTest : public testing::Test {
 protected:
  void Spend(const char* phase, std::chrono::milliseconds time) {
    const Phases::Scope scope(phases_, phase);
    io_.Sleep(time);
  }

  support::FakeProcessIo io_;
  Phases phases_{io_};
};

TEST_F(PhasesTest, BeginWithWhatTheProcessTookToStart) {
  io_.age = 1'234'567ns;
  EXPECT_EQ(Phases(io_).ToText(), "start 1.23, other 0.00");
}

TEST_F(PhasesTest, GoToOtherWhereNothingIsSaid) {
  io_.Sleep(3ms);
  Spend("record", 4ms);
  io_.Sleep(5ms);
  EXPECT_EQ(phases_.ToText(), "start 0.00, record 4.00, other 8.00");
}

TEST_F(PhasesTest, AreAddedUpByNameAndCounted) {
  Spend("lock", 1ms);
  Spend("record", 2ms);
  Spend("lock", 3ms);
  EXPECT_EQ(phases_.ToText(), "start 0.00, lock 4.00 (2), record 2.00, other 0.00");
}

TEST_F(PhasesTest, DoNotHaveWhatAnInnerOneTakes) {
  {
    const Phases::Scope outer(phases_, "network");
    io_.Sleep(1ms);
    Spend("HcnOpenNetwork", 20ms);
    io_.Sleep(2ms);
  }
  EXPECT_EQ(phases_.ToText(), "start 0.00, network 3.00, HcnOpenNetwork 20.00, other 0.00");
}

TEST_F(PhasesTest, EndWhenAnExceptionPasses) {
  EXPECT_THROW(
      {
        const Phases::Scope scope(phases_, "parse");
        EXPECT_STREQ(phases_.Current(), "parse");
        throw std::runtime_error("no JSON");
      },
      std::runtime_error);
  EXPECT_STREQ(phases_.Current(), "other");
}

TEST_F(PhasesTest, CountTheOneThatIsStillGoingOn) {
  const Phases::Scope scope(phases_, "print");
  io_.Sleep(7ms);
  EXPECT_EQ(phases_.ToText(), "start 0.00, print 7.00, other 0.00");
}

TEST(PhasesOfAVerb, AreInItsLineOfTheLog) {
  World world;
  world.Add();
  world.Del();
  const std::string log =
      world.files().Read(World::StateDir() / "hcn-slice.log", 100'000).value_or("");
  EXPECT_THAT(
      log, AllOf(HasSubstr(": attached in 0 ms (start 0.00, parse "), HasSubstr(", reserve "),
                 HasSubstr(", record "), HasSubstr(", HcnCreateEndpoint "), HasSubstr(", print "),
                 HasSubstr(", HcnDeleteEndpoint "), HasSubstr(", other ")));
}

}  // namespace
}  // namespace plugin
