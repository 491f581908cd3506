#pragma once

#include <chrono>
#include <vector>

#include "cli/arguments.h"
#include "cli/finding.h"
#include "cli/host.h"

namespace cli {

// What was found of a node. Where HCN has hung, a thread is left in it: the process has to end by
// ProcessIo::ExitNow.
struct Diagnosis {
  std::vector<Finding> findings;
  bool has_hung = false;
};

// Looks at everything that `doctor` knows of, and changes nothing: for the installation that the
// options mean (--conflist, --state-dir), or as much as there is of one. What cannot be looked at
// is a finding, too. No call into HCN lasts longer than `patience`. Throws UsageError for options
// that mean nothing.
[[nodiscard]] Diagnosis Examine(const Host& host, const Values& values,
                                std::chrono::milliseconds patience);

}  // namespace cli
