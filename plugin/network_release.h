#pragma once

#include <string>
#include <string_view>

#include "plugin/session.h"

namespace plugin {

// Whether an entry of the marker is this installation's to take out: not another program's, nor
// made under another owner tag.
[[nodiscard]] bool IsOurEntry(const Session& session, const state::NetworkEntry& entry);

// Whether a network in HCN is the one that we made: the entry says so, and name and id still match.
[[nodiscard]] bool IsMadeByUs(const Session& session, const state::NetworkEntry& entry,
                              const hcn::HostComputeNetwork& network);

// Gives up the owner's network under the lock of all processes: what we made is deleted from HCN,
// anything else stays there, and the entry goes last, so that what could not be deleted is still
// known. Says what was done ("deleted HCN network …"). Throws Error when there is no such entry,
// it is not ours, or an endpoint or a record still needs the network.
std::string ReleaseNetwork(Session& session, std::string_view owner);

}  // namespace plugin
