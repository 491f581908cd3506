#pragma once

#include "plugin/session.h"

namespace plugin {

// CHECK: record, endpoint, namespace, addresses, routes, DNS, policies and prevResult agree.
// Changes nothing. Throws Error (kCheckFailed) whose message is the first difference and whose
// details are all of them.
void Inspect(Session& session);

}  // namespace plugin
