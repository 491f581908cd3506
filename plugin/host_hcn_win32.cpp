#include "hcn/hcn_api_win32.h"
#include "plugin/host_hcn.h"

namespace plugin {

std::unique_ptr<hcn::HcnApi> MakeHostHcn(ProcessIo& /*io*/) {
  return hcn::MakeApi(hcn::SystemComputeNetworkDll());
}

}  // namespace plugin
