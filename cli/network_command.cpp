#include "cli/network_command.h"

#include <algorithm>
#include <array>

#include "cli/network_report.h"
#include "cli/operator_session.h"
#include "cli/print_json.h"
#include "cli/wrap.h"
#include "conf/text.h"
#include "plugin/network_keeper.h"
#include "plugin/network_release.h"

namespace cli {
namespace {

using nlohmann::ordered_json;

constexpr Positional kOwner{"OWNER", "base, shared-nat, service:<name> or iso:<name>"};

ExitCode CodeOf(const std::vector<NetworkReport>& reports,
                const std::vector<std::string>& problems) {
  const auto drifted = [](const NetworkReport& report) { return !report.drift.empty(); };
  return problems.empty() && std::ranges::none_of(reports, drifted) ? kDone : kNeedsAttention;
}

ExitCode ListNetworks(plugin::Session& session, const Values& values, const Host& host) {
  const state::MarkerContent marker = session.marker.Read();
  const auto problems = ProblemsOf(marker);
  std::vector<NetworkReport> reports;
  for (const auto& entry : marker.networks) reports.push_back(ReportOn(session, entry));
  if (values.contains(kJsonOption.name)) {
    ordered_json networks = ordered_json::array();
    for (const NetworkReport& report : reports) networks.push_back(ToJson(report));
    PrintJson(host, {{"networkMarker", conf::ToUtf8(session.marker.file())},
                     {"networks", networks},
                     {"problems", problems}});
  } else {
    std::string text = ToTable(reports);
    for (const std::string& problem : problems) text += Wrapped("attention: ", problem);
    host.io.WriteOutput(text);
  }
  return CodeOf(reports, problems);
}

const std::string& OwnerIn(const Values& values) { return values.at(std::string(kOwner.name)); }

ExitCode ShowOwner(plugin::Session& session, const Values& values, const Host& host) {
  const std::string& owner = OwnerIn(values);
  const state::MarkerContent marker = session.marker.Read();
  const state::NetworkEntry* entry = marker.Find(owner);
  if (entry == nullptr) {
    const std::string why = marker.refusal.empty() ? "" : ": " + marker.refusal;
    throw std::runtime_error(conf::ToUtf8(session.marker.file()) + " has no network of owner " +
                             owner + why);
  }
  const NetworkReport report = ReportOn(session, *entry);
  if (values.contains(kJsonOption.name)) {
    PrintJson(host, ToJson(report));
  } else {
    host.io.WriteOutput(ToLines(report));
  }
  return CodeOf({report}, {});
}

void RequireOwner(const conf::NetConf& conf, const std::string& owner) {
  if (conf.network.owner == owner) return;
  throw UsageError("network ensure: the configuration is of owner " + conf.network.owner +
                   "; name the one of " + owner + " with --conflist");
}

// Where the marker must not be written, an ensured network may have no entry.
ExitCode EnsureOwner(plugin::Session& session, const Values& values, const Host& host) {
  RequireOwner(session.conf, OwnerIn(values));
  session.request.conf.network.create = true;
  plugin::ReadSliceFile(session.request.conf, session.files);
  const auto kept = plugin::EnsureNetwork(session);
  const std::string refusal = session.marker.Read().refusal;
  if (refusal.empty()) return ShowOwner(session, values, host);
  host.io.WriteError("hcn-slice: HCN network " + kept.network.name + " (" +
                     kept.network.id.ToString() + ") is there, but not on record: " + refusal +
                     "\n");
  return kNeedsAttention;
}

ExitCode ReleaseOwner(plugin::Session& session, const Values& values, const Host& host) {
  const std::string done = plugin::ReleaseNetwork(session, OwnerIn(values));
  if (values.contains(kJsonOption.name)) {
    PrintJson(host, {{"done", {done}}});
  } else {
    host.io.WriteOutput(done + "\n");
  }
  return kDone;
}

using Act = ExitCode (*)(plugin::Session&, const Values&, const Host&);

ExitCode Run(const Usage& usage, conf::Strictness strictness, Act act,
             const std::vector<std::string>& arguments, const Host& host) {
  const auto values = ParseArguments(usage, arguments, host.io);
  if (!values) return kDone;
  return InSession(host, *values, strictness, std::string(usage.command),
                   [&](plugin::Session& session) { return act(session, *values, host); });
}

ExitCode List(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {"network list",
                       "Lists the networks of the network marker, and whether HCN has them.",
                       {},
                       {kConflistOption, kStateDirOption, kJsonOption},
                       "hcn-slice network list --json"};
  return Run(usage, conf::Strictness::kTolerant, ListNetworks, arguments, host);
}

ExitCode Show(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {"network show",
                       "Shows what is known of an owner's network; keys are never shown.",
                       {kOwner},
                       {kConflistOption, kStateDirOption, kJsonOption},
                       "hcn-slice network show service:web"};
  return Run(usage, conf::Strictness::kTolerant, ShowOwner, arguments, host);
}

ExitCode Ensure(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {
      "network ensure",
      "Finds the network of a configuration, or makes it, and records it, as ADD does. A network\n"
      "that takes over an adapter (L2Bridge, L2Tunnel, Transparent) is made, too, where the\n"
      "configuration names the adapter: that cuts the node's connections for a while.",
      {kOwner},
      {kConflistOption, kJsonOption},
      R"(hcn-slice network ensure base --conflist C:\k\cni\10-overlay.conflist)"};
  return Run(usage, conf::Strictness::kStrict, EnsureOwner, arguments, host);
}

ExitCode Release(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {
      "network release",
      "Deletes the network of an owner from HCN where hcn-slice made it and nothing is in it, and\n"
      "forgets it. One that was only found in HCN stays there.",
      {kOwner},
      {kConflistOption, kStateDirOption, kJsonOption},
      "hcn-slice network release iso:red"};
  return Run(usage, conf::Strictness::kTolerant, ReleaseOwner, arguments, host);
}

constexpr auto kCommands = std::to_array<Command>({
    {"list", "", "the networks on record", List},
    {"ensure", "OWNER", "make sure that a network is there", Ensure},
    {"show", "OWNER", "what is known of one", Show},
    {"release", "OWNER", "delete it, or forget one of others", Release},
});

}  // namespace

ExitCode RunNetwork(const std::vector<std::string>& arguments, const Host& host) {
  return RunOneOf(kCommands,
                  "hcn-slice network COMMAND\n\n"
                  "Networks outlive pods, restarts and upgrades; the network marker knows them.",
                  arguments, host);
}

}  // namespace cli
