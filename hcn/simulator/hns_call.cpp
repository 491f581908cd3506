#include "hcn/simulator/hns_call.h"

#include "hcn/simulator/refusal.h"
#include "hcn/simulator/store.h"

namespace hcn::simulator {

std::string HnsCall(const std::filesystem::path& folder, std::string_view method,
                    std::string_view path) {
  if (!EqualIgnoringCase(method, "GET") || path != "/globals/version") {
    return ErrorRecord(kNotImplemented,
                       "The simulated host answers GET /globals/version only, not " +
                           std::string(method) + " " + std::string(path));
  }
  const Store store(folder);
  store.Prepare();
  return Json({{"Success", true}, {"Output", store.HnsVersion()}}).dump();
}

}  // namespace hcn::simulator
