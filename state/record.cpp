#include "state/record.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

namespace state {
namespace {

using nlohmann::json;

// FORMAT.md, "Records".
constexpr int kVersion = 1;

constexpr std::array<std::pair<RecordKind, std::string_view>, 3> kKindNames{
    {{RecordKind::kAttachment, "attachment"},
     {RecordKind::kReserved, "reserved"},
     {RecordKind::kResting, "resting"}}};

struct TextMember {
  std::string_view name;
  std::string Record::*field;
};
constexpr std::array<TextMember, 7> kTextMembers{{{"containerId", &Record::container_id},
                                                  {"ifname", &Record::ifname},
                                                  {"networkName", &Record::network_name},
                                                  {"endpointName", &Record::endpoint_name},
                                                  {"pod", &Record::pod},
                                                  {"reason", &Record::reason},
                                                  {"created", &Record::created}}};

struct IdMember {
  std::string_view name;
  hcn::Guid Record::*field;
};
constexpr std::array<IdMember, 2> kIdMembers{
    {{"networkId", &Record::network_id}, {"namespaceId", &Record::namespace_id}}};

constexpr std::string_view kCreatesNamespace = "createsNamespace";

// An attachment without these cannot be undone.
constexpr std::array<std::string Record::*, 4> kNeededByAttachment{
    &Record::container_id, &Record::ifname, &Record::network_name, &Record::endpoint_name};

std::string_view KindName(RecordKind kind) {
  return std::ranges::find(kKindNames, kind, &decltype(kKindNames)::value_type::first)->second;
}

[[noreturn]] void ThrowBadMember(std::string_view name) {
  throw RecordError("is no record: its member \"" + std::string(name) + "\" is missing or wrong");
}

RecordKind ParseKind(const json& document) {
  for (const auto& [kind, name] : kKindNames) {
    if (document.value("kind", json()) == name) return kind;
  }
  ThrowBadMember("kind");
}

// The member, or null where it is absent.
json Member(const json& document, std::string_view name) {
  return document.value(std::string(name), json());
}

std::string ParseText(const json& document, std::string_view name) {
  const json member = Member(document, name);
  if (member.is_null()) return {};
  if (!member.is_string()) ThrowBadMember(name);
  return member.get<std::string>();
}

hcn::Guid ParseId(const json& document, std::string_view name) {
  const std::string text = ParseText(document, name);
  if (text.empty()) return {};
  const auto id = hcn::Guid::Parse(text);
  if (!id) ThrowBadMember(name);
  return *id;
}

bool ParseFlag(const json& document, std::string_view name) {
  const json member = Member(document, name);
  if (!member.is_null() && !member.is_boolean()) ThrowBadMember(name);
  return !member.is_null() && member.get<bool>();
}

json ParseDocument(std::string_view content) {
  if (content.empty()) throw RecordError("is empty: it was never filled");
  json document = json::parse(content, nullptr, false);
  if (document.is_discarded()) throw RecordError("is torn: its content is no complete JSON");
  if (!document.is_object()) throw RecordError("is no record: its content is no JSON object");
  return document;
}

void CheckVersion(const json& document) {
  const json version = Member(document, "version");
  if (!version.is_number_integer() || version < 1) ThrowBadMember("version");
  if (version > kVersion) {
    throw RecordError("is of the newer version " + version.dump() +
                      "; this program knows version " + std::to_string(kVersion));
  }
}

}  // namespace

std::string ToContent(const Record& record) {
  nlohmann::ordered_json document{{"version", kVersion}, {"kind", KindName(record.kind)}};
  for (const TextMember& member : kTextMembers) {
    if (!(record.*member.field).empty()) document[std::string(member.name)] = record.*member.field;
  }
  for (const IdMember& member : kIdMembers) {
    const hcn::Guid& id = record.*member.field;
    if (!id.IsNil()) document[std::string(member.name)] = id.ToString();
  }
  if (record.creates_namespace) document[std::string(kCreatesNamespace)] = true;
  return document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Record ParseRecord(const RecordName& name, std::string_view content) {
  const json document = ParseDocument(content);
  CheckVersion(document);
  Record record;
  record.name = name;
  record.kind = ParseKind(document);
  for (const TextMember& member : kTextMembers) {
    record.*member.field = ParseText(document, member.name);
  }
  for (const IdMember& member : kIdMembers) {
    record.*member.field = ParseId(document, member.name);
  }
  record.creates_namespace = ParseFlag(document, kCreatesNamespace);
  if (record.kind == RecordKind::kAttachment) {
    for (const TextMember& member : kTextMembers) {
      const bool needed =
          std::ranges::find(kNeededByAttachment, member.field) != kNeededByAttachment.end();
      if (needed && (record.*member.field).empty()) ThrowBadMember(member.name);
    }
  }
  return record;
}

}  // namespace state
