#pragma once

#include <exception>
#include <functional>

#include "hcn/hcn_api.h"
#include "plugin/process_io.h"
#include "state/file_system.h"

namespace plugin {

// Opens HCN, where it is needed: VERSION is answered on a host without it. May throw.
using HcnSource = std::function<hcn::HcnApi&()>;

// The plugin as a function: environment and stdin in, at most one document on stdout and the exit
// code out (0, or 1 with an error document). Everything it does to the host goes through the two
// other seams; HCN is asked for once at most.
int Run(ProcessIo& io, state::FileSystem& files, const HcnSource& hcn);

// Tells the runtime about a failure outside of any call: an error document, and its exit code.
int Refuse(ProcessIo& io, const std::exception& error);

}  // namespace plugin
