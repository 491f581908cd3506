#pragma once

#include "cli/remarks.h"
#include "conf/conflist.h"
#include "conf/net_conf.h"

namespace cli {

// Rules about what the keys of one plugin say together.
void CheckPlugin(const conf::ListedPlugin& plugin, const conf::CheckedNetConf& checked,
                 Remarks& remarks);

}  // namespace cli
