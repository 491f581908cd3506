#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "cli/arguments.h"
#include "cli/command.h"
#include "conf/net_conf.h"
#include "plugin/session.h"

namespace cli {

// The options that say which installation a command is about.
inline constexpr Option kConflistOption{"conflist", "FILE",
                                        "the network configuration; by default the first one in "
                                        "containerd's folder that names hcn-slice"};
inline constexpr Option kStateDirOption{"state-dir", "DIR",
                                        "a state folder with everything else as by default, "
                                        "instead of a configuration"};
inline constexpr Option kJsonOption{"json", "", "print JSON"};
inline constexpr Option kTimeoutOption{"timeout", "SECONDS",
                                       "how long a call into HCN may last before it is said to "
                                       "hang; 10 when it is not given"};
// What --timeout says. Throws UsageError.
[[nodiscard]] std::chrono::seconds PatienceIn(const Values& values);

// The configuration that the options mean, as hcn-slice would get it; absent when they name none
// and no file in containerd's folder names hcn-slice. Throws UsageError where an option is wrong.
[[nodiscard]] std::optional<nlohmann::json> FindConfiguration(const Host& host,
                                                              const Values& values);

// Runs `act` with what a verb works with: the configuration that the options mean, and no
// attachment. What is logged goes into the log file of the configuration at the end. kStrict is for
// commands that make something. Throws UsageError when there is no such configuration, conf::Error
// when it is wrong, and what `act` throws.
ExitCode InSession(const Host& host, const Values& values, conf::Strictness strictness,
                   const std::string& command,
                   const std::function<ExitCode(plugin::Session&)>& act);

// The same for commands that only look: nothing on the disk is changed, not even the log, and no
// call into HCN lasts longer than --timeout. Where one has not come back a thread is left in it, so
// that the process ends here once `act` has returned.
ExitCode Look(const Host& host, const Values& values, const std::string& command,
              const std::function<ExitCode(plugin::Session&)>& act);

}  // namespace cli
