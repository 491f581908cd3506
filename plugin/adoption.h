#pragma once

#include <string_view>
#include <vector>

#include "hcn/schema.h"
#include "plugin/candidates.h"
#include "plugin/collector.h"
#include "plugin/session.h"
#include "state/record.h"

namespace plugin {

// The record that an endpoint of ours has lost, as far as HCN can tell, with all its addresses.
// `network_name` is the network's in full where it is that one: in the endpoint's name it may be
// cut.
[[nodiscard]] state::Record LostRecord(Session& session, const hcn::HostComputeEndpoint& endpoint,
                                       std::string_view network_name);

// Which of these are live and have no record; with Write::kYes each gets one, durably and under the
// attachment's lock. What somebody is at work on is left alone. A record that cannot be written,
// because another one has the address, is a failure.
enum class Write { kNo, kYes };
std::vector<Candidate> AdoptLost(Session& session, const std::vector<Candidate>& candidates,
                                 Write write, Collector& failures);

}  // namespace plugin
