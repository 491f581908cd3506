#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace hcn::simulator {

// The old interface of HNS, one function of vmcompute.dll, asked of the host in `folder`. It knows
// one request, GET /globals/version: what clients choose features by (hcsshim, hcn/hcnglobals.go).
// The answer is {"Success":true,"Output":{…}}, and to everything else an error record. Throws
// std::system_error when the folder cannot be used.
[[nodiscard]] std::string HnsCall(const std::filesystem::path& folder, std::string_view method,
                                  std::string_view path);

}  // namespace hcn::simulator
