#include "hcn/simulator/make_api.h"

#include <utility>

#include "hcn/simulator/controls.h"
#include "hcn/simulator/simulator.h"

namespace hcn::simulator {
namespace {

struct SimulatorOwner {
  Simulator simulator;
};

// The base that owns is made before the one that uses it, and outlives it.
class ControlledSimulator final : private SimulatorOwner, public Controls {
 public:
  ControlledSimulator(const std::filesystem::path& folder, std::vector<Fault> faults,
                      std::string log_file)
      : SimulatorOwner{Simulator(folder)},
        Controls(simulator, std::move(faults), std::move(log_file), RealFate(folder)) {}
};

}  // namespace

std::unique_ptr<HcnApi> MakeApi(const std::filesystem::path& folder, std::string_view faults,
                                std::string log_file) {
  if (faults.empty() && log_file.empty()) return std::make_unique<Simulator>(folder);
  return std::make_unique<ControlledSimulator>(folder, ParseFaults(faults), std::move(log_file));
}

}  // namespace hcn::simulator
