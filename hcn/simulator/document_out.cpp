#include "hcn/simulator/document.h"

namespace hcn::simulator {
namespace {

Json PruneList(const Field& field, const Json& value) {
  Json list = Json::array();
  for (const Json& element : value) list.push_back(Prune(*field.table, element));
  return list;
}

// Null when the value is one that HNS leaves out.
Json PruneValue(const Field& field, const Json& value) {
  switch (field.kind) {
    case FieldKind::kGuid:
      return value == Guid().ToString() ? Json() : value;
    case FieldKind::kNumber:
      return value == 0 ? Json() : value;
    case FieldKind::kBool:
      return value == false ? Json() : value;
    case FieldKind::kText:
      return value.get_ref<const std::string&>().empty() ? Json() : value;
    case FieldKind::kChoice:
      return value == field.choices.front() ? Json() : value;
    case FieldKind::kObject: {
      Json object = Prune(*field.table, value);
      return object.empty() ? Json() : object;
    }
    case FieldKind::kList:
      return value.empty() ? Json() : PruneList(field, value);
    case FieldKind::kPolicies:
      return value.empty() ? Json() : PrunePolicies(*field.policies, value);
    case FieldKind::kTexts:
    case FieldKind::kFreeForms:
      return value.empty() ? Json() : value;
    case FieldKind::kVersion:
    case FieldKind::kFreeForm:
    case FieldKind::kIgnored:
      break;
  }
  return value;
}

}  // namespace

Json Prune(const DocumentTable& table, const Json& document) {
  Json pruned = Json::object();
  for (const Field& field : table.fields) {
    const auto value = document.find(field.name);
    if (value == document.end()) continue;
    Json kept = PruneValue(field, *value);
    if (!kept.is_null()) pruned[std::string(field.name)] = std::move(kept);
  }
  return pruned;
}

}  // namespace hcn::simulator
