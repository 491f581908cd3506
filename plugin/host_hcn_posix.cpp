#include "hcn/simulator/make_api.h"
#include "plugin/host_hcn.h"

namespace plugin {

std::unique_ptr<hcn::HcnApi> MakeHostHcn(ProcessIo& io) {
  return hcn::simulator::MakeApi(hcn::simulator::HostFolder(io.Environment("HCN_SIMULATOR_DIR")),
                                 io.Environment("HCN_SIMULATOR_FAULTS"),
                                 io.Environment("HCN_SIMULATOR_LOG"));
}

}  // namespace plugin
