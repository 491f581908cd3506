#pragma once

#include <cstddef>
#include <string>

namespace sweep {

// What one test of the sweep has tried. At its end it says so, and leaves it in a file, of which
// `make test` prints the sums (tools/sweep_counts.py).
class Ledger {
 public:
  // `subject` is whose steps are disturbed, `steps` how many moments there are at which they can
  // be: before each, and after each that takes effect.
  Ledger(std::string subject, std::size_t points);
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;
  ~Ledger();

  // An end of the disturbed call, with so many ways to go on from there.
  void CountEnd(std::size_t ways) {
    ++ends_;
    combinations_ += ways;
  }
  // One of them that was gone; the others began where one before had begun.
  void CountRun() { ++runs_; }

  // One look at something that must hold. Whoever looks counts for the test that runs.
  static void CountCheck() { ++checks; }

 private:
  static inline std::size_t checks = 0;

  std::string subject_;
  std::size_t points_;
  std::size_t ends_ = 0;
  std::size_t combinations_ = 0;
  std::size_t runs_ = 0;
};

}  // namespace sweep
