#include <algorithm>

#include "hcn/simulator/document.h"
#include "hcn/simulator/refusal.h"

namespace hcn::simulator {
namespace {

constexpr auto kVersionFields =
    std::to_array<Field>({Number("Major", kMostU32), Number("Minor", kMostU32)});
constexpr DocumentTable kVersion = {"SchemaVersion", kVersionFields};

const Field& FindField(const DocumentTable& table, std::string_view name) {
  const auto field = std::ranges::find_if(
      table.fields, [&](const Field& each) { return EqualIgnoringCase(each.name, name); });
  if (field == table.fields.end()) throw BadJson(name, "UnknownField");
  return *field;
}

void Expect(bool right, std::string_view field, std::string_view kind) {
  if (!right) throw BadJson(field, "Expected" + std::string(kind));
}

Json NormaliseGuid(const Field& field, const Json& value) {
  Expect(value.is_string(), field.name, "String");
  const auto guid = ParseBareGuid(value.get_ref<const std::string&>());
  Expect(guid.has_value(), field.name, "Guid");
  return guid->ToString();
}

Json NormaliseNumber(const Field& field, const Json& value) {
  const bool is_natural = value.is_number_integer() && value >= 0;
  const bool fits = is_natural && value.get<std::uint64_t>() <= field.most;
  Expect(fits, field.name, "Number");
  return value;
}

Json NormaliseChoice(const Field& field, const Json& value) {
  Expect(value.is_string(), field.name, "String");
  const auto choice = std::ranges::find_if(field.choices, [&](std::string_view each) {
    return EqualIgnoringCase(each, value.get_ref<const std::string&>());
  });
  Expect(choice != field.choices.end(), field.name, "EnumValue");
  return std::string(*choice);
}

Json NormaliseTexts(const Field& field, const Json& value) {
  const bool right = value.is_array() && std::ranges::all_of(value, &Json::is_string);
  Expect(right, field.name, "StringArray");
  return value;
}

Json NormaliseFreeForms(const Field& field, const Json& value) {
  const bool right = value.is_array() && std::ranges::all_of(value, &Json::is_object);
  Expect(right, field.name, "ObjectArray");
  return value;
}

Json NormaliseList(const Field& field, const Json& value) {
  Expect(value.is_array(), field.name, "Array");
  Json list = Json::array();
  for (const Json& element : value) {
    Expect(element.is_object(), field.name, "Object");
    list.push_back(Normalise(*field.table, element));
  }
  return list;
}

Json NormaliseObject(const Field& field, const DocumentTable& table, const Json& value) {
  Expect(value.is_object(), field.name, "Object");
  return Normalise(table, value);
}

Json NormaliseValue(const Field& field, const Json& value) {
  switch (field.kind) {
    case FieldKind::kText:
      Expect(value.is_string(), field.name, "String");
      return value;
    case FieldKind::kGuid:
      return NormaliseGuid(field, value);
    case FieldKind::kNumber:
      return NormaliseNumber(field, value);
    case FieldKind::kBool:
      Expect(value.is_boolean(), field.name, "Bool");
      return value;
    case FieldKind::kChoice:
      return NormaliseChoice(field, value);
    case FieldKind::kObject:
      return NormaliseObject(field, *field.table, value);
    case FieldKind::kVersion:
      return NormaliseObject(field, kVersion, value);
    case FieldKind::kList:
      return NormaliseList(field, value);
    case FieldKind::kTexts:
      return NormaliseTexts(field, value);
    case FieldKind::kPolicies:
      Expect(value.is_array(), field.name, "Array");
      return NormalisePolicies(*field.policies, value);
    case FieldKind::kFreeForms:
      return NormaliseFreeForms(field, value);
    case FieldKind::kFreeForm:
    case FieldKind::kIgnored:
      break;
  }
  Expect(value.is_object(), field.name, "Object");
  return value;
}

}  // namespace

Json Normalise(const DocumentTable& table, const Json& document) {
  Expect(document.is_object(), table.name, "Object");
  Json normal = Json::object();
  for (const auto& [name, value] : document.items()) {
    const Field& field = FindField(table, name);
    // hcsshim writes null for an empty list.
    if (value.is_null() || field.kind == FieldKind::kIgnored) continue;
    normal[std::string(field.name)] = NormaliseValue(field, value);
  }
  return normal;
}

}  // namespace hcn::simulator
