#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "hcn/hcn_api.h"

namespace hcn::simulator {

// The simulated host in `folder` with the controls that the environment asks for: `faults` is the
// text of HCN_SIMULATOR_FAULTS, `log_file` that of HCN_SIMULATOR_LOG; either may be empty. Throws
// std::invalid_argument that names the fault which cannot be read.
[[nodiscard]] std::unique_ptr<HcnApi> MakeApi(const std::filesystem::path& folder,
                                              std::string_view faults, std::string log_file);

// Where the simulated host lives: the value of HCN_SIMULATOR_DIR, or the platform's default when it
// is empty.
[[nodiscard]] std::filesystem::path HostFolder(std::string_view value);

}  // namespace hcn::simulator
