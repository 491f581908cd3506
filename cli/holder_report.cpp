#include "cli/holder_report.h"

#include <algorithm>
#include <cstdint>

#include "cli/age.h"
#include "cli/table.h"
#include "cli/wrap.h"

namespace cli {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kShortId = 8;
constexpr std::size_t kShortContainer = 12;
// All columns but SUBJECT, with IPv4 addresses and what is between.
constexpr std::size_t kOtherColumns = 73;
constexpr std::size_t kIpv4Columns = 15;
constexpr std::size_t kLeastSubject = 10;

std::string ShortId(const hcn::Guid& id) {
  return id.IsNil() ? "-" : id.ToString().substr(0, kShortId);
}

std::string OrDash(const std::string& text) { return text.empty() ? "-" : text; }

std::size_t SubjectColumns(const std::vector<Holder>& holders) {
  std::size_t address_columns = kIpv4Columns;
  for (const Holder& holder : holders) {
    for (const ipam::IpAddress& address : holder.addresses) {
      address_columns = std::max(address_columns, address.ToString().size());
    }
  }
  const std::size_t others = kOtherColumns - kIpv4Columns + address_columns;
  return std::max(kLeastSubject, kColumns - std::min(kColumns, others));
}

Row RowOf(const Holder& holder, std::size_t subject_columns,
          std::chrono::system_clock::time_point now) {
  const std::string first = holder.addresses.empty() ? "-" : holder.addresses.front().ToString();
  return {NeedsAttention(holder.state) ? Styled(StyleOf(holder.state), "!") : "",
          first,
          Styled(StyleOf(holder.state), ToString(holder.state)),
          Cut(OrDash(Subject(holder)), subject_columns),
          OrDash(holder.container.substr(0, kShortContainer)),
          holder.endpoint ? ShortId(holder.endpoint->id) : "-",
          ShortId(holder.namespace_id),
          AgeOf(holder.created, now)};
}

void AppendRows(const Holder& holder, Row row, std::vector<Row>& rows) {
  const std::size_t columns = row.size();
  rows.push_back(std::move(row));
  for (std::size_t i = 1; i < holder.addresses.size(); ++i) {
    Row more(columns);
    more[1] = holder.addresses[i].ToString();
    rows.push_back(std::move(more));
  }
}

}  // namespace

ordered_json ToJson(const Holder& holder) {
  ordered_json addresses = ordered_json::array();
  for (const ipam::IpAddress& address : holder.addresses) addresses.push_back(address.ToString());
  ordered_json json{{"state", ToString(holder.state)},
                    {"needsAttention", NeedsAttention(holder.state)},
                    {"addresses", addresses},
                    {"id", holder.id.ToString()}};
  const auto add = [&json](const char* name, const std::string& text) {
    if (!text.empty()) json[name] = text;
  };
  add("reason", holder.reason);
  add("network", holder.network);
  add("containerId", holder.container);
  add("ifname", holder.ifname);
  add("pod", holder.pod);
  if (!holder.namespace_id.IsNil()) json["namespaceId"] = holder.namespace_id.ToString();
  add("created", holder.created);
  if (holder.record_name) json["record"] = holder.record_name->ToString();
  if (holder.endpoint) json["endpointName"] = holder.endpoint->name;
  return json;
}

ordered_json ToJson(const SliceUse& use) {
  return {{"subnet", use.slice.subnet().ToString()},
          {"size", use.size},
          {"used", use.used},
          {"reserved", use.reserved},
          {"resting", use.resting},
          {"free", use.free},
          {"foreign", use.foreign}};
}

Style StyleOf(State state) {
  switch (state) {
    case State::kLive:
      return Style::kGood;
    case State::kReserved:
      return Style::kReserved;
    case State::kResting:
    case State::kHalfMade:
    case State::kUnrecorded:
    case State::kUnknown:
      return Style::kWarning;
    case State::kOrphan:
    case State::kLost:
    case State::kUnreadable:
    case State::kForeign:
      return Style::kBad;
  }
  return Style::kPlain;
}

std::string NameOf(const Holder& holder) {
  return holder.addresses.empty() ? holder.id.ToString() : ipam::Joined(holder.addresses, "+");
}

std::string Subject(const Holder& holder) {
  if (!holder.pod.empty()) return holder.pod;
  if (holder.state == State::kReserved) return holder.reason;
  if (!holder.container.empty() || !holder.endpoint) return "";
  return holder.endpoint->name;
}

std::string ToTable(const std::vector<Holder>& holders, std::chrono::system_clock::time_point now) {
  std::vector<Row> rows{
      {"", "ADDRESS", "STATE", "POD", "CONTAINER", "ENDPOINT", "NAMESPACE", "AGE"}};
  const std::size_t subject_columns = SubjectColumns(holders);
  for (const Holder& holder : holders) {
    AppendRows(holder, RowOf(holder, subject_columns, now), rows);
  }
  std::string text = ToTable(rows);
  for (const Holder& holder : holders) {
    if (!NeedsAttention(holder.state)) continue;
    text += "! " + NameOf(holder) + " " + std::string(ToString(holder.state)) + ":\n    " +
            holder.reason + "\n";
  }
  return text;
}

std::string ToLine(const SliceUse& use) {
  const auto number = [](std::uint64_t count) {
    return count > UINT32_MAX ? "more than 2^32" : std::to_string(count);
  };
  std::string text = "slice " + use.slice.subnet().ToString() + ": " + number(use.size) +
                     " addresses, " + number(use.used) + " used, " + number(use.reserved) +
                     " reserved, " + number(use.resting) + " resting, " + number(use.free) +
                     " free";
  if (use.foreign > 0) text += " (" + number(use.foreign) + " held by others)";
  return text;
}

}  // namespace cli
