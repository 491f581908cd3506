#pragma once

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string_view>

#include "hcn/schema.h"

namespace hcn {

template <typename Enum>
struct EnumName {
  Enum value;
  std::string_view name;
};

// HCN compares names of members, types and enumerations without regard to ASCII case.
[[nodiscard]] inline bool SameName(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, [](unsigned char a, unsigned char b) {
    return std::tolower(a) == std::tolower(b);
  });
}

// HNS_Schema, NetworkMode.
inline constexpr auto kNetworkTypeNames = std::to_array<EnumName<NetworkType>>({
    {NetworkType::kNat, "NAT"},
    {NetworkType::kIcs, "ICS"},
    {NetworkType::kTransparent, "Transparent"},
    {NetworkType::kL2Bridge, "L2Bridge"},
    {NetworkType::kL2Tunnel, "L2Tunnel"},
    {NetworkType::kOverlay, "Overlay"},
    {NetworkType::kPrivate, "Private"},
    {NetworkType::kInternal, "Internal"},
    {NetworkType::kMirrored, "Mirrored"},
    {NetworkType::kInfiniband, "Infiniband"},
    {NetworkType::kConstrainedIcs, "ConstrainedICS"},
});

// HNS_Schema, NamespaceType.
inline constexpr auto kNamespaceTypeNames = std::to_array<EnumName<NamespaceType>>({
    {NamespaceType::kHost, "Host"},
    {NamespaceType::kHostDefault, "HostDefault"},
    {NamespaceType::kGuest, "Guest"},
    {NamespaceType::kGuestDefault, "GuestDefault"},
});

// "Unknown" for a value without a name.
template <typename Names, typename Enum>
[[nodiscard]] constexpr std::string_view NameOf(const Names& names, Enum value) {
  const auto row = std::ranges::find(names, value, &EnumName<Enum>::value);
  return row == names.end() ? std::string_view("Unknown") : row->name;
}

template <typename Names>
[[nodiscard]] auto FindByName(const Names& names, std::string_view text) {
  const auto row = std::ranges::find_if(
      names, [&](const auto& candidate) { return SameName(candidate.name, text); });
  return row == names.end() ? std::nullopt : std::optional(row->value);
}

}  // namespace hcn
