#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "hcn/simulator/json.h"

// HCN's documents as tables: which fields a document has and what each one is. From a table follow
// what is refused on the way in and what is left out on the way out (docs/simulator.md).
namespace hcn::simulator {

enum class FieldKind {
  kText,
  kGuid,    // bare; stored in lower case
  kNumber,  // 0 … most
  kBool,
  kChoice,     // one of `choices`, in any case; the first one is left out of answers
  kObject,     // by `table`
  kList,       // of objects by `table`
  kTexts,      // a list of strings
  kPolicies,   // a list of {Type, Settings} by `policies`
  kVersion,    // {Major, Minor}; answered in full
  kFreeForm,   // an object kept as it is
  kFreeForms,  // a list of such objects
  kIgnored,    // known, read-only or of no consequence here: accepted and forgotten
};

struct DocumentTable;
struct PolicyTable;

struct Field {
  std::string_view name;
  FieldKind kind = FieldKind::kText;
  std::uint64_t most = 0;
  std::span<const std::string_view> choices = {};
  const DocumentTable* table = nullptr;
  const PolicyTable* policies = nullptr;
};

struct DocumentTable {
  std::string_view name;
  std::span<const Field> fields;
};

// The policies of one place (endpoint, network, subnet); the first one is the first value of the
// enumeration.
struct PolicyType {
  std::string_view name;
  enum class Settings { kNeeded, kOptional } settings = Settings::kNeeded;
  const DocumentTable* table = nullptr;
  std::string_view needed_member = {};  // without it the settings are incomplete
};

struct PolicyTable {
  std::span<const PolicyType> types;
};

// The document with HCN's own spelling of fields and choices. Throws Refusal: 0x803b001b for a
// field that is unknown or of another kind, with the detail that HNS gives; for policies 0x803b000e
// (type) and 0x803b000d (settings missing).
[[nodiscard]] Json Normalise(const DocumentTable& table, const Json& document);

// The normalised document as HNS shows it: fields in the order of the table, without those that are
// zero, empty or the first choice.
[[nodiscard]] Json Prune(const DocumentTable& table, const Json& document);

// Both for one list of policies.
[[nodiscard]] Json NormalisePolicies(const PolicyTable& table, const Json& policies);
[[nodiscard]] Json PrunePolicies(const PolicyTable& table, const Json& policies);

inline constexpr std::uint64_t kMostU8 = 0xff;
inline constexpr std::uint64_t kMostU16 = 0xffff;
inline constexpr std::uint64_t kMostU32 = 0xffff'ffff;
inline constexpr std::uint64_t kMostU64 = ~std::uint64_t{0};

// What the tables are written with.
constexpr Field Text(std::string_view name) { return {name, FieldKind::kText}; }
constexpr Field Id(std::string_view name) { return {name, FieldKind::kGuid}; }
constexpr Field Number(std::string_view name, std::uint64_t most) {
  return {name, FieldKind::kNumber, most};
}
constexpr Field Truth(std::string_view name) { return {name, FieldKind::kBool}; }
constexpr Field Choice(std::string_view name, std::span<const std::string_view> choices) {
  return {name, FieldKind::kChoice, 0, choices};
}
constexpr Field Object(std::string_view name, const DocumentTable& table) {
  return {name, FieldKind::kObject, 0, {}, &table};
}
constexpr Field List(std::string_view name, const DocumentTable& table) {
  return {name, FieldKind::kList, 0, {}, &table};
}
constexpr Field Texts(std::string_view name) { return {name, FieldKind::kTexts}; }
constexpr Field Policies(const PolicyTable& policies) {
  return {"Policies", FieldKind::kPolicies, 0, {}, nullptr, &policies};
}
constexpr Field SchemaVersion() { return {"SchemaVersion", FieldKind::kVersion}; }
constexpr Field FreeForm(std::string_view name) { return {name, FieldKind::kFreeForm}; }
constexpr Field FreeForms(std::string_view name) { return {name, FieldKind::kFreeForms}; }
constexpr Field Ignored(std::string_view name) { return {name, FieldKind::kIgnored}; }

}  // namespace hcn::simulator
