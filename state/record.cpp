#include "state/record.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "hcn/json_depth.h"

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
  bool needed = false;  // an attachment cannot be undone without it
};
constexpr std::array<TextMember, 7> kTextMembers{{{"containerId", &Record::container_id, true},
                                                  {"ifname", &Record::ifname, true},
                                                  {"networkName", &Record::network_name, true},
                                                  {"endpointName", &Record::endpoint_name, true},
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

std::string_view KindName(RecordKind kind) {
  return std::ranges::find(kKindNames, kind, &decltype(kKindNames)::value_type::first)->second;
}

// Reads members and keeps the first thing that is wrong.
class Reader {
 public:
  explicit Reader(const json& document) : document_(document) {}

  [[nodiscard]] const std::string& problem() const { return problem_; }

  void Refuse(std::string_view name) {
    Keep("is no record: its member \"" + std::string(name) + "\" is missing or wrong");
  }

  void Version() {
    const json version = Member("version");
    if (!version.is_number_integer() || version < 1) return Refuse("version");
    if (version > kVersion) {
      Keep("is of the newer version " + version.dump() + "; this program knows version " +
           std::to_string(kVersion));
    }
  }

  [[nodiscard]] RecordKind Kind() {
    const json text = Member("kind");
    for (const auto& [kind, name] : kKindNames) {
      if (text == name) return kind;
    }
    Refuse("kind");
    return {};
  }

  [[nodiscard]] std::string Text(std::string_view name) {
    const json member = Member(name);
    if (member.is_string()) return member.get<std::string>();
    if (!member.is_null()) Refuse(name);
    return {};
  }

  [[nodiscard]] hcn::Guid Id(std::string_view name) {
    const std::string text = Text(name);
    if (text.empty()) return {};
    const auto id = hcn::Guid::Parse(text);
    if (!id) Refuse(name);
    return id.value_or(hcn::Guid());
  }

  [[nodiscard]] bool Flag(std::string_view name) {
    const json member = Member(name);
    if (member.is_boolean()) return member.get<bool>();
    if (!member.is_null()) Refuse(name);
    return false;
  }

 private:
  // Null where it is absent.
  [[nodiscard]] json Member(std::string_view name) const {
    return document_.value(std::string(name), json());
  }

  void Keep(std::string problem) {
    if (problem_.empty()) problem_ = std::move(problem);
  }

  const json& document_;
  std::string problem_;
};

}  // namespace

std::string PodOrContainer(const Record& record) {
  return record.pod.empty() ? "container " + record.container_id : "pod " + record.pod;
}

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

std::variant<Record, NoRecord> ReadRecord(const RecordName& name, std::string_view content) {
  if (content.empty()) return NoRecord{"is empty: it was never filled", true};
  const json document = json::parse(content, nullptr, false);
  if (document.is_discarded()) {
    return NoRecord{"is torn: its content is no complete JSON", true};
  }
  if (!document.is_object()) return NoRecord{"is no record: its content is no JSON object"};
  if (hcn::IsTooDeep(content)) return NoRecord{"is no record: its content is nested too deep"};

  Reader reader(document);
  reader.Version();
  Record record;
  record.name = name;
  record.kind = reader.Kind();
  for (const TextMember& member : kTextMembers) {
    record.*member.field = reader.Text(member.name);
    const bool needed = record.kind == RecordKind::kAttachment && member.needed;
    if (needed && (record.*member.field).empty()) reader.Refuse(member.name);
  }
  for (const IdMember& member : kIdMembers) record.*member.field = reader.Id(member.name);
  record.creates_namespace = reader.Flag(kCreatesNamespace);
  if (!reader.problem().empty()) return NoRecord{reader.problem()};
  return record;
}

Record ParseRecord(const RecordName& name, std::string_view content) {
  auto read = ReadRecord(name, content);
  if (const auto* none = std::get_if<NoRecord>(&read)) throw RecordError(none->reason);
  return std::get<Record>(std::move(read));
}

}  // namespace state
