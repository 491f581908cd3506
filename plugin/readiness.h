#pragma once

#include "plugin/session.h"

namespace plugin {

// STATUS: HCN answers, the network is there or ADD may make it, an address is free in each slice,
// or the IPAM plugin says that it can. Changes nothing and lists no endpoints. Throws whatever is
// in the way; dispatch gives it code 50, but for pods that run without their endpoints, which
// is 51.
void RequireReady(Session& session);

}  // namespace plugin
