#include "hcn/simulator/host.h"
#include "tests/contract/hcn_api_contract.h"
#include "tests/hcn_simulator/dll_win32.h"

// The whole way of hcn-slice.exe: our client, UTF-16, the DLL, the simulated host.
namespace hcn::simulator {
namespace {

using contract::HcnApiContract;

class DllWorld final : public contract::HcnWorld {
 public:
  DllWorld() { Host(DllHost()).Reset(); }

  std::unique_ptr<HcnApi> NewProcess() override { return hcn::MakeApi(TheDll()); }
};

INSTANTIATE_TEST_SUITE_P(Dll, HcnApiContract,
                         testing::Values(contract::HcnKind{
                             "ComputeNetworkDll", [] { return std::make_unique<DllWorld>(); }}),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace hcn::simulator
