#include "hcn/host_feature.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>

namespace hcn {
namespace {

constexpr std::uint32_t kEnd = std::numeric_limits<std::uint32_t>::max();
constexpr const char* kVxlanProtocol = "252";

// From a version to the last of its major one, or to the last of all.
struct Range {
  HnsVersion first;
  HnsVersion last;
};

constexpr Range Within(std::uint32_t major, std::uint32_t minor) {
  return {{major, minor}, {major, kEnd}};
}

constexpr Range Since(std::uint32_t major, std::uint32_t minor) {
  return {{major, minor}, {kEnd, kEnd}};
}

constexpr std::array kDualStack{Since(11, 10)};
constexpr std::array kL4Proxy{Within(9, 5), Within(10, 5), Within(11, 11), Within(12, 1),
                              Since(13, 1)};
constexpr std::array kL4WfpProxy{Since(13, 2)};
constexpr std::array kTierAcl{Since(14, 0)};
constexpr std::array kVxlanAcl{Since(11, 0)};

bool Has(const HostComputeEndpoint& endpoint, std::string_view type) {
  return std::ranges::any_of(endpoint.policies,
                             [type](const Policy& policy) { return policy.type == type; });
}

bool HasVxlanAcl(const HostComputeEndpoint& endpoint) {
  return std::ranges::any_of(endpoint.policies, [](const Policy& policy) {
    return policy.type == kAcl && policy.settings.value("Protocols", "") == kVxlanProtocol;
  });
}

struct Feature {
  const char* what;
  bool (*is_asked_for)(const HostComputeEndpoint& endpoint);
  std::span<const Range> hosts;
};

constexpr std::array<Feature, 5> kFeatures{{
    {"an endpoint with an IPv4 and an IPv6 address",
     [](const HostComputeEndpoint& endpoint) { return endpoint.ip_configurations.size() > 1; },
     kDualStack},
    {"an L4Proxy policy",
     [](const HostComputeEndpoint& endpoint) { return Has(endpoint, "L4Proxy"); }, kL4Proxy},
    {"an L4WFPPROXY policy",
     [](const HostComputeEndpoint& endpoint) { return Has(endpoint, "L4WFPPROXY"); }, kL4WfpProxy},
    {"a TierAcl policy",
     [](const HostComputeEndpoint& endpoint) { return Has(endpoint, "TierAcl"); }, kTierAcl},
    {"an ACL policy for protocol 252", HasVxlanAcl, kVxlanAcl},
}};

bool IsIn(std::span<const Range> ranges, const HnsVersion& version) {
  return std::ranges::any_of(ranges, [&version](const Range& range) {
    return range.first <= version && version <= range.last;
  });
}

}  // namespace

std::string HnsVersion::ToString() const {
  return std::to_string(major) + "." + std::to_string(minor);
}

// The major version is the upper half.
std::optional<HnsVersion> ReadHnsVersion(std::string_view v1_object) {
  const auto object = nlohmann::json::parse(v1_object, nullptr, false);
  const auto version = object.find("Version");
  if (version == object.end() || !version->is_number_unsigned() || *version == 0) {
    return std::nullopt;
  }
  const auto number = version->get<std::uint64_t>();
  return HnsVersion{static_cast<std::uint32_t>(number >> 32),
                    static_cast<std::uint32_t>(number & kEnd)};
}

bool NeedsHostFeature(const HostComputeEndpoint& endpoint) {
  return std::ranges::any_of(
      kFeatures, [&endpoint](const Feature& feature) { return feature.is_asked_for(endpoint); });
}

std::optional<std::string> WhyTooOld(const HostComputeEndpoint& endpoint,
                                     const HnsVersion& version) {
  for (const Feature& feature : kFeatures) {
    if (!feature.is_asked_for(endpoint) || IsIn(feature.hosts, version)) continue;
    return std::string(feature.what) + " needs HNS " + feature.hosts.back().first.ToString() +
           " or newer";
  }
  return std::nullopt;
}

}  // namespace hcn
