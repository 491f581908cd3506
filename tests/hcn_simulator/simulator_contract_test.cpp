#include "hcn/simulator/make_api.h"
#include "tests/contract/hcn_api_contract.h"
#include "tests/support/temporary_folder.h"

namespace hcn::simulator {
namespace {

using contract::HcnApiContract;

class SimulatedWorld final : public contract::HcnWorld {
 public:
  explicit SimulatedWorld(bool logged) : logged_(logged) {}

  std::unique_ptr<HcnApi> NewProcess() override {
    const auto log = logged_ ? (folder_.path() / "log").string() : std::string();
    return MakeApi(folder_.path() / "host", "", log);
  }

 private:
  support::TemporaryFolder folder_;
  bool logged_;
};

INSTANTIATE_TEST_SUITE_P(
    Hcn, HcnApiContract,
    testing::Values(contract::HcnKind{"Simulator",
                                      [] { return std::make_unique<SimulatedWorld>(false); }},
                    contract::HcnKind{"SimulatorBehindControls",
                                      [] { return std::make_unique<SimulatedWorld>(true); }}),
    [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace hcn::simulator
