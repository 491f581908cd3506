#pragma once

#include <vector>

#include "cli/arguments.h"
#include "cli/finding.h"
#include "cli/host.h"
#include "conf/net_conf.h"

namespace cli {

// The configuration that the options mean, as far as it is right.
struct Configuration {
  conf::NetConf conf;     // with defaults for what is wrong or absent
  bool is_right = false;  // somebody wrote it, and every verb would take it
  std::vector<Finding> findings = {};
};

// Throws UsageError.
[[nodiscard]] Configuration ReadAsFarAsRight(const Host& host, const Values& values);

}  // namespace cli
