#include "cli/network_report.h"

#include <algorithm>
#include <sstream>

#include "cli/table.h"
#include "cli/wrap.h"
#include "plugin/error.h"
#include "plugin/network_match.h"

namespace cli {
namespace {

using nlohmann::ordered_json;

// As much of a table's line as leaves the other columns theirs; `network show` has all of it.
constexpr std::size_t kMostOwner = 20;
constexpr std::size_t kMostName = 24;

std::string Redacted(const state::Secret& secret) {
  std::ostringstream text;
  text << secret;
  return text.str();
}

std::string SubnetsText(const state::NetworkEntry& entry) {
  if (entry.IsForeign()) return entry.subnet;
  std::string text;
  for (const std::string& subnet : entry.subnets) text += (text.empty() ? "" : ",") + subnet;
  return text;
}

Row RowOf(const NetworkReport& report) {
  const auto& entry = report.entry;
  const std::string port = entry.port ? std::to_string(*entry.port) : "-";
  return {Cut(entry.owner, kMostOwner), entry.kind,  Cut(entry.name, kMostName), port,
          SubnetsText(entry),           report.state};
}

}  // namespace

std::vector<std::string> ProblemsOf(const state::MarkerContent& marker) {
  auto problems = marker.problems;
  if (!marker.refusal.empty()) problems.push_back(marker.refusal);
  return problems;
}

NetworkReport ReportOn(plugin::Session& session, const state::NetworkEntry& entry) {
  const auto network = session.hcn.FindNetwork(entry.id);
  if (!network) return {entry, "absent", ""};
  try {
    plugin::RequireAsRecorded(entry, *network);
  } catch (const plugin::Error& drift) {
    return {entry, "drifted", drift.what()};
  }
  return {entry, "live", ""};
}

ordered_json ToJson(const NetworkReport& report) {
  const auto& entry = report.entry;
  ordered_json json{{"owner", entry.owner},
                    {"kind", entry.kind},
                    {"name", entry.name},
                    {"id", entry.id.ToString()},
                    {"subnet", entry.subnet}};
  if (!entry.subnets.empty()) json["subnets"] = entry.subnets;
  if (!entry.created_by.empty()) json["createdBy"] = entry.created_by;
  if (entry.port) json["wg_port"] = *entry.port;
  if (entry.private_key) json["wg_private_key"] = Redacted(*entry.private_key);
  if (entry.public_key) json["wg_public_key"] = *entry.public_key;
  if (entry.interface_name) json["interface"] = *entry.interface_name;
  json["state"] = report.state;
  if (!report.drift.empty()) json["drift"] = report.drift;
  return json;
}

std::string ToTable(const std::vector<NetworkReport>& reports) {
  std::vector<Row> rows{{"OWNER", "KIND", "NAME", "PORT", "SUBNETS", "STATE"}};
  std::ranges::transform(reports, std::back_inserter(rows), RowOf);
  std::string text = ToTable(rows);
  for (const NetworkReport& report : reports) {
    if (!report.drift.empty()) text += Wrapped(report.entry.owner + ": ", report.drift);
  }
  return text;
}

std::string ToLines(const NetworkReport& report) {
  std::string text;
  const ordered_json json = ToJson(report);
  for (const auto& [name, value] : json.items()) {
    text += name + ": " + (value.is_string() ? value.get<std::string>() : value.dump()) + "\n";
  }
  return text;
}

}  // namespace cli
