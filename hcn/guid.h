#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hcn {

// The 16 bytes that name a network, an endpoint or a namespace, in the order of their text form.
class Guid {
 public:
  // The nil GUID: "none" in what HCN answers, "choose one" in what it is asked to create.
  Guid() = default;

  // Takes 36 characters in any case, with or without one pair of braces; nothing else is a GUID.
  [[nodiscard]] static std::optional<Guid> Parse(std::string_view text);

  // The name-based GUID of RFC 4122 section 4.3, version 5 (SHA-1). Equal inputs give equal GUIDs
  // on every host and in every release.
  [[nodiscard]] static Guid FromName(const Guid& name_space, std::string_view name);

  // A random GUID of version 4.
  [[nodiscard]] static Guid Random();

  [[nodiscard]] static Guid FromBytes(const std::array<std::uint8_t, 16>& bytes);

  // Bare and lower-case: HCN refuses braces in documents (HNS_Schema, Guid).
  [[nodiscard]] std::string ToString() const;

  [[nodiscard]] bool IsNil() const { return *this == Guid(); }
  [[nodiscard]] const std::array<std::uint8_t, 16>& bytes() const { return bytes_; }

  auto operator<=>(const Guid&) const = default;

 private:
  std::array<std::uint8_t, 16> bytes_{};
};

}  // namespace hcn
