#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/remarks.h"
#include "conf/net_conf.h"

namespace cli {

// A file with a network configuration, and what there is to say about it.
struct Validated {
  // A plugin of ours in it; what is wrong there is as if it were absent.
  struct Plugin {
    std::string path;
    conf::Position slice;  // where its slice is
    conf::NetConf conf;
  };

  std::string file;
  std::vector<Remark> remarks;  // from its top to its end
  std::vector<Plugin> plugins;
};

// Reads a network configuration as the verbs do, with all that is wrong at once, and looks at what
// no verb says. Nothing but the text is looked at: no disk, no HCN. `file` is its name, or "-".
[[nodiscard]] Validated Validate(const std::string& file, std::string_view text,
                                 const conf::Defaults& defaults);

// The files of one node: owners whose slices overlap, which the second one to be used is refused
// for.
void CompareSlices(std::vector<Validated>& files);

}  // namespace cli
