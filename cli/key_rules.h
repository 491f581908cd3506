#pragma once

#include <string>
#include <string_view>

#include "cli/remarks.h"
#include "conf/conflist.h"

namespace cli {

// Rules about the keys and values of one plugin, each by itself.

// A path in the configuration of the plugin, as one in its file: `name` and `cniVersion` are the
// list's.
[[nodiscard]] std::string PathInFile(const std::string& plugin, const std::string& path);

// "<slice>", "__SLICE__", "${SLICE}", "{{ .slice }}", "CHANGE_ME".
void CheckPlaceholders(const conf::ListedPlugin& plugin, Remarks& remarks);

// Keys that no verb reads, with the one that was probably meant.
void CheckKeys(const conf::ListedPlugin& plugin, Remarks& remarks);

// Prefixes that the verbs normalise.
void CheckHostBits(const conf::ListedPlugin& plugin, Remarks& remarks);

}  // namespace cli
