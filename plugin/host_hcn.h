#pragma once

#include <memory>

#include "hcn/hcn_api.h"
#include "plugin/process_io.h"

namespace plugin {

// The HCN of the host this executable is built for: Windows' own, and elsewhere the simulator with
// what HCN_SIMULATOR_DIR, _FAULTS and _LOG say. Throws std::exception that names what is missing or
// wrong.
[[nodiscard]] std::unique_ptr<hcn::HcnApi> MakeHostHcn(ProcessIo& io);

}  // namespace plugin
