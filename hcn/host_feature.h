#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "hcn/schema.h"

namespace hcn {

// The version of the Host Network Service. Windows gets new minor ones by updates, so that it says
// more than the build of Windows.
struct HnsVersion {
  std::uint32_t major = 0;
  std::uint32_t minor = 0;

  auto operator<=>(const HnsVersion&) const = default;
  [[nodiscard]] std::string ToString() const;
};

// The `Version` of an object in its V1 form; absent when there is none to be read.
[[nodiscard]] std::optional<HnsVersion> ReadHnsVersion(std::string_view v1_object);

// Whether the document asks for something that older hosts do not have: hcsshim, hcn/hcnglobals.go.
[[nodiscard]] bool NeedsHostFeature(const HostComputeEndpoint& endpoint);

// What of the document this host is too old for, and since which version it is there ("a TierAcl
// policy needs HNS 14.0 or newer"); absent when it has all of it.
[[nodiscard]] std::optional<std::string> WhyTooOld(const HostComputeEndpoint& endpoint,
                                                   const HnsVersion& version);

}  // namespace hcn
