#include "cli/gc_command.h"

#include <algorithm>
#include <utility>

#include "cli/named_file.h"
#include "cli/operator_session.h"
#include "cli/print_json.h"
#include "cli/progress.h"
#include "cli/wrap.h"
#include "conf/value.h"
#include "plugin/sweep.h"

namespace cli {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using plugin::Finding;

constexpr Option kApply{"apply", "", "do it; without this nothing is changed"};
constexpr Option kValidAttachments{
    "valid-attachments", "FILE",
    "JSON with the attachments that stay, as GC gets it or as a list; - is stdin"};
constexpr Option kFromCrictl{"from-crictl", "FILE",
                             "what `crictl pods -o json` printed: these pods stay; - is stdin"};

// A bare list, or an object that has it under a name of the CNI specification.
std::vector<conf::AttachmentKey> ReadValidAttachments(const std::string& file, const Host& host) {
  json document = ReadJson(file, host);
  if (document.is_array()) document = {{"cni.dev/valid-attachments", document}};
  const auto attachments = conf::ParseValidAttachments(document);
  if (!attachments) throw UsageError(file + " has no member \"cni.dev/valid-attachments\"");
  return *attachments;
}

// CRI's ListPodSandboxResponse; a sandbox's id is the CNI container id.
std::vector<std::string> ReadPods(const std::string& file, const Host& host) {
  const json document = ReadJson(file, host);
  const conf::Value items = conf::Value(document, file).Member("items");
  if (!items.IsList()) items.FailMalformed("a list of pods, as `crictl pods -o json` prints it");
  std::vector<std::string> ids;
  for (const conf::Value& pod : items.Elements()) ids.push_back(pod.Member("id").String());
  return ids;
}

plugin::Protection ReadProtection(const Values& values, const Host& host) {
  const auto attachments = values.find(kValidAttachments.name);
  const auto pods = values.find(kFromCrictl.name);
  if (attachments != values.end() && pods != values.end() && attachments->second == "-" &&
      pods->second == "-") {
    throw UsageError("only one of the two lists can be on stdin");
  }
  plugin::Protection protection;
  if (attachments != values.end()) {
    protection.attachments = ReadValidAttachments(attachments->second, host);
  }
  if (pods != values.end()) protection.container_ids = ReadPods(pods->second, host);
  return protection;
}

bool IsRemoval(const Finding& finding) { return finding.action == Finding::Action::kRemove; }

ordered_json ToJson(const std::vector<Finding>& findings, bool is_done,
                    const std::vector<std::string>& failures) {
  ordered_json list = ordered_json::array();
  for (const Finding& finding : findings) {
    list.push_back({{"action", IsRemoval(finding) ? "remove" : "adopt"},
                    {"what", finding.what},
                    {"reason", finding.reason}});
  }
  return {{"dryRun", !is_done}, {"findings", list}, {"failures", failures}};
}

std::string ToText(const std::vector<Finding>& findings, bool is_done,
                   const std::vector<std::string>& failures) {
  std::string text;
  for (const Finding& finding : findings) {
    const std::string done = is_done ? (IsRemoval(finding) ? "removed " : "adopted ")
                                     : (IsRemoval(finding) ? "would remove " : "would adopt ");
    text += Wrapped("", done + finding.what) + Wrapped("  ", finding.reason);
  }
  for (const std::string& failure : failures) text += failure + "\n";
  if (findings.empty() && failures.empty()) text += "there is nothing to collect\n";
  if (!is_done && !findings.empty()) text += "nothing was changed; --apply does it\n";
  return text;
}

struct Swept {
  std::vector<Finding> findings;  // in an order that is the same each time
  std::vector<std::string> failures;
};

Swept Sweep(plugin::Session& session, const plugin::Protection& protection, plugin::Apply apply,
            const Host& host) {
  Progress progress(host.io);
  plugin::Collector failures(session.log, [&](std::string_view what) { progress.Step(what); });
  auto findings = plugin::SweepForOperator(session, protection, apply, failures);
  std::ranges::sort(findings, {}, &Finding::what);
  return {std::move(findings), failures.failures()};
}

ExitCode Gc(plugin::Session& session, const Values& values, const plugin::Protection& protection,
            const Host& host) {
  const bool is_meant = values.contains(kApply.name);
  const auto apply = is_meant ? plugin::Apply::kYes : plugin::Apply::kNo;
  const auto [findings, failures] = Sweep(session, protection, apply, host);
  if (values.contains(kJsonOption.name)) {
    PrintJson(host, ToJson(findings, is_meant, failures));
  } else {
    host.io.WriteOutput(ToText(findings, is_meant, failures));
  }
  if (!failures.empty()) return kFailed;
  return is_meant || findings.empty() ? kDone : kNeedsAttention;
}

}  // namespace

ExitCode RunGc(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {
      "gc",
      "Finds what dead pods left: endpoints and records whose namespace HCN twice says is absent,\n"
      "two seconds apart, or that are in none. A live endpoint without a record gets one. What is\n"
      "of others, or in flight, is left alone; lists only protect. Ends with 3 when there is\n"
      "something to do.",
      {},
      {kApply, kValidAttachments, kFromCrictl, kConflistOption, kStateDirOption, kJsonOption},
      "crictl pods -o json | hcn-slice gc --apply --from-crictl -"};
  const auto values = ParseArguments(usage, arguments, host.io);
  if (!values) return kDone;
  const auto protection = ReadProtection(*values, host);
  return InSession(host, *values, conf::Strictness::kTolerant, "gc", [&](plugin::Session& session) {
    return Gc(session, *values, protection, host);
  });
}

}  // namespace cli
