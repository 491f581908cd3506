#include "plugin/rollback.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

namespace plugin {
namespace {

class RollbackTest : public testing::Test {
 protected:
  void Arm(Rollback& rollback, int number) {
    rollback.Arm("undo " + std::to_string(number), [this, number] { undone_.push_back(number); });
  }
  void ArmFailing(Rollback& rollback) {
    rollback.Arm("undo the stubborn one", [] { throw std::runtime_error("HCN says no"); });
  }

  Log log_;
  std::vector<int> undone_;
};

// C-I-04
TEST_F(RollbackTest, UndoesTheLastFirst) {
  {
    Rollback rollback(log_);
    Arm(rollback, 1);
    Arm(rollback, 2);
    Arm(rollback, 3);
  }
  EXPECT_EQ(undone_, (std::vector<int>{3, 2, 1}));
}

TEST_F(RollbackTest, UndoesNothingOnceCommitted) {
  {
    Rollback rollback(log_);
    Arm(rollback, 1);
    rollback.Commit();
  }
  EXPECT_TRUE(undone_.empty());
}

TEST_F(RollbackTest, StopsAtTheFirstUndoThatFails) {
  {
    Rollback rollback(log_);
    Arm(rollback, 1);
    Arm(rollback, 2);
    ArmFailing(rollback);
    Arm(rollback, 3);
  }
  EXPECT_EQ(undone_, (std::vector<int>{3}));
}

TEST_F(RollbackTest, RunsWhenAnExceptionPassesAndLetsItPass) {
  EXPECT_THROW(
      {
        Rollback rollback(log_);
        Arm(rollback, 1);
        ArmFailing(rollback);
        throw std::logic_error("the real one");
      },
      std::logic_error);
  EXPECT_TRUE(undone_.empty());
}

TEST_F(RollbackTest, SurvivesAnUndoThatThrowsAnything) {
  {
    Rollback rollback(log_);
    Arm(rollback, 1);
    rollback.Arm("undo", [] { throw 42; });
  }
  EXPECT_TRUE(undone_.empty());
}

TEST_F(RollbackTest, ForgetsTheLastOneWhenToldSo) {
  {
    Rollback rollback(log_);
    Arm(rollback, 1);
    Arm(rollback, 2);
    rollback.DisarmLast();
  }
  EXPECT_EQ(undone_, (std::vector<int>{1}));
}

TEST_F(RollbackTest, UndoesOnceWhenMoved) {
  {
    Rollback rollback(log_);
    Arm(rollback, 1);
    Rollback other(std::move(rollback));
    Arm(other, 2);
  }
  EXPECT_EQ(undone_, (std::vector<int>{2, 1}));
}

TEST_F(RollbackTest, RunsOnceOnly) {
  {
    Rollback rollback(log_);
    Arm(rollback, 1);
    rollback.Run();
    rollback.Run();
  }
  EXPECT_EQ(undone_, (std::vector<int>{1}));
}

}  // namespace
}  // namespace plugin
