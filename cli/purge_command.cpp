#include "cli/purge_command.h"

#include "cli/operator_session.h"
#include "cli/print_json.h"
#include "cli/wrap.h"
#include "plugin/purge.h"

namespace cli {
namespace {

using plugin::Belongings;

constexpr Option kYes{"yes", "", "do it; without this nothing is changed"};
constexpr Option kForce{"force", "", "also where attachments are live"};

std::string Describe(const Belongings::Network& network) {
  const auto& entry = network.entry;
  const std::string name =
      "HCN network " + entry.name + " (" + entry.id.ToString() + ") of owner " + entry.owner;
  return network.is_deleted ? "delete " + name : "forget " + name + " and leave it in HCN";
}

std::vector<std::string> Steps(const Belongings& belongings) {
  std::vector<std::string> steps;
  for (const auto& each : belongings.attachments) {
    steps.push_back((each.is_live ? "remove live endpoint " : "remove endpoint ") + each.name +
                    " (" + each.endpoint_id.ToString() + ")");
  }
  for (const hcn::Guid& id : belongings.namespaces) {
    steps.push_back("remove namespace " + id.ToString());
  }
  for (const auto& network : belongings.networks) steps.push_back(Describe(network));
  return steps;
}

void Print(const Host& host, const Values& values, bool is_done,
           const std::vector<std::string>& lines, const std::vector<std::string>& failures) {
  if (values.contains(kJsonOption.name)) {
    return PrintJson(
        host, {{"dryRun", !is_done}, {is_done ? "done" : "steps", lines}, {"failures", failures}});
  }
  std::string text;
  for (const std::string& line : lines) text += Wrapped(is_done ? "" : "would ", line);
  for (const std::string& failure : failures) text += failure + "\n";
  if (lines.empty() && failures.empty()) text += "there is nothing to purge\n";
  if (!is_done && !lines.empty()) text += "nothing was changed; --yes does it\n";
  host.io.WriteOutput(text);
}

[[noreturn]] void RefuseLive(const Belongings& belongings) {
  std::string names;
  for (const auto& each : belongings.attachments) {
    if (each.is_live) names += "\n  " + each.name + " (" + each.endpoint_id.ToString() + ")";
  }
  throw std::runtime_error(
      "nothing was changed, because these are live; delete their pods first, "
      "or say --force:" +
      names);
}

ExitCode Purge(plugin::Session& session, const Values& values, const Host& host) {
  plugin::Collector failures(session.log);
  const Belongings belongings = plugin::FindBelongings(session, failures);
  const bool is_meant = values.contains(kYes.name);
  const bool is_forced = values.contains(kForce.name);
  const bool is_refused = belongings.HasLive() && !is_forced;
  std::vector<std::string> lines = Steps(belongings);
  if (is_refused && is_meant) RefuseLive(belongings);
  if (is_meant) {
    const auto force = is_forced ? plugin::Force::kYes : plugin::Force::kNo;
    lines = plugin::Purge(session, belongings, force, failures);
  }
  Print(host, values, is_meant, lines, failures.failures());
  if (!failures.failures().empty()) return kFailed;
  return is_refused ? kNeedsAttention : kDone;
}

}  // namespace

ExitCode RunPurge(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {
      "purge",
      "Takes away all that hcn-slice has on this host: endpoints, namespaces that it made, "
      "networks\n"
      "that it made, records and entries. What is of others stays. Refused while pods are live.",
      {},
      {kYes, kForce, kConflistOption, kStateDirOption, kJsonOption},
      "hcn-slice purge --yes"};
  const auto values = ParseArguments(usage, arguments, host.io);
  if (!values) return kDone;
  return InSession(host, *values, conf::Strictness::kTolerant, "purge",
                   [&](plugin::Session& session) { return Purge(session, *values, host); });
}

}  // namespace cli
