#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace hcn::simulator {

// The old interface of HNS, one function of vmcompute.dll, asked of the host in `folder`. It only
// reads: GET /globals/version, by which clients choose features (hcsshim, hcn/hcnglobals.go), and
// GET of /networks/, /endpoints/ and /namespaces/ in V1 form, all or by an id behind the path, for
// which some clients of the new interface still use the old one (win-overlay asks so for its
// network). The answer is {"Success":true,"Output":…}, and to everything else an error record.
// Throws std::system_error when the folder cannot be used.
[[nodiscard]] std::string HnsCall(const std::filesystem::path& folder, std::string_view method,
                                  std::string_view path);

}  // namespace hcn::simulator
