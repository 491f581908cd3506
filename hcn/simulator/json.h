#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "hcn/guid.h"

namespace hcn::simulator {

// The other side of the wire keeps the members of its documents in their order.
using Json = nlohmann::ordered_json;

// Throws Refusal (0x803b001b) when the text is no JSON.
[[nodiscard]] Json ParseJson(std::string_view text);

// Members of documents that were checked already: what is not there is empty, 0 or nil.
[[nodiscard]] std::string TextOf(const Json& object, std::string_view member);
[[nodiscard]] std::uint64_t NumberOf(const Json& object, std::string_view member);
[[nodiscard]] Guid GuidOf(const Json& object, std::string_view member);
// An array, empty when there is none.
[[nodiscard]] const Json& ListOf(const Json& object, std::string_view member);

// A GUID as documents must write it: 36 characters without braces.
[[nodiscard]] std::optional<Guid> ParseBareGuid(std::string_view text);
[[nodiscard]] std::string UpperCase(std::string_view text);
[[nodiscard]] std::string LowerCase(std::string_view text);
// ASCII only: names of fields, types and enumeration values.
[[nodiscard]] bool EqualIgnoringCase(std::string_view one, std::string_view other);

}  // namespace hcn::simulator
