#include "cli/report_command.h"

#include <algorithm>
#include <deque>
#include <sstream>

#include "cli/doctor.h"
#include "cli/holder_report.h"
#include "cli/inventory.h"
#include "cli/named_file.h"
#include "cli/operator_session.h"
#include "cli/redaction.h"
#include "cli/report_page.h"
#include "conf/error.h"
#include "conf/text.h"

namespace cli {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kMostLines = 300;
constexpr std::size_t kMostLogBytes = std::size_t{64} * 1024 * 1024;
constexpr std::size_t kMostDocuments = 200;
constexpr Option kOutput{"output", "FILE", "where the page goes; an earlier one is replaced"};

std::string Shown(const ordered_json& document) {
  return WithoutSecrets(document).dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

// HCN's documents are objects; whatever else comes is shown as the text that it is.
ordered_json Parsed(const std::string& text) {
  auto document = ordered_json::parse(text, nullptr, false);
  return document.is_discarded() ? ordered_json(text) : document;
}

// The end of the log, the file before it included where the newest one is short.
std::vector<std::string> LastLines(state::FileSystem& files, const conf::LogConf& conf) {
  std::filesystem::path older = conf.file;
  older += ".1";
  std::deque<std::string> lines;
  for (const auto& file : {older, conf.file}) {
    std::istringstream content(files.Read(file, kMostLogBytes).value_or(""));
    for (std::string line; std::getline(content, line);) {
      lines.push_back(line);
      if (lines.size() > kMostLines) lines.pop_front();
    }
  }
  return {lines.begin(), lines.end()};
}

void AddDocuments(NodeReport& report, plugin::Session& session) {
  const Inventory& inventory = report.inventory;
  for (const NetworkReport& network : inventory.networks) {
    if (!inventory.hcn_answers) break;
    const auto live = session.hcn.FindNetwork(network.entry.id);
    if (!live) continue;
    report.documents.push_back({"network " + live->name, Shown(Parsed(hcn::ToDocument(*live)))});
  }
  std::vector<const Holder*> holders;
  for (const Holder& holder : inventory.holders) holders.push_back(&holder);
  std::stable_partition(holders.begin(), holders.end(),
                        [](const Holder* holder) { return NeedsAttention(holder->state); });
  for (const Holder* holder : holders) {
    if (report.documents.size() >= kMostDocuments) break;
    ordered_json document{{"holder", ToJson(*holder)}};
    if (holder->endpoint) document["endpoint"] = Parsed(hcn::ToDocument(*holder->endpoint));
    report.documents.push_back(
        {std::string(ToString(holder->state)) + " " + NameOf(*holder) + " " + Subject(*holder),
         Shown(document)});
  }
  if (holders.size() > kMostDocuments) {
    report.documents_left_out = "Those of " + std::to_string(kMostDocuments) + " of " +
                                std::to_string(holders.size()) +
                                " holders are here, the ones that need attention first; "
                                "hcn-slice show has each.";
  }
}

// A part that cannot be had is said on the page, which is wanted most where something is wrong.
void LookAt(NodeReport& report, const Host& host, const Values& values) {
  try {
    if (const auto configuration = FindConfiguration(host, values)) {
      report.documents.push_back({"network configuration", Shown(ordered_json(*configuration))});
    }
    InSession(host, values, conf::Strictness::kTolerant, "report", [&](plugin::Session& session) {
      report.inventory = TakeInventory(session);
      report.log = LastLines(session.files, session.conf.log);
      AddDocuments(report, session);
      return kDone;
    });
  } catch (const UsageError& error) {
    report.inventory.problems.emplace_back(error.what());
  } catch (const conf::Error& error) {
    report.inventory.problems.emplace_back(error.what());
  } catch (const state::FileError& error) {
    report.inventory.problems.emplace_back(error.what());
  }
}

}  // namespace

ExitCode RunReport(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {
      "report",
      "Writes one HTML page about this node, for looking at and for a support ticket: what doctor\n"
      "finds, the slices as maps, who holds addresses, the end of the log and HCN's documents,\n"
      "without secrets. It needs no network to be shown. Ends with 3 when something needs "
      "attention.",
      {},
      {kOutput, kConflistOption, kStateDirOption},
      "hcn-slice report --output node.html"};
  const auto values = ParseArguments(usage, arguments, host.io);
  if (!values) return kDone;
  const auto output = values->find(kOutput.name);
  if (output == values->end()) throw UsageError("report needs --output FILE");
  const auto file = std::filesystem::absolute(conf::ToPath(output->second));

  NodeReport report;
  report.made_at = plugin::ToTimestamp(host.io.WallClock());
  const Diagnosis diagnosis = Examine(host, *values, PatienceIn(*values));
  report.findings = diagnosis.findings;
  if (diagnosis.has_hung) {
    report.inventory.problems.emplace_back("HCN hangs, so it was not asked what it has");
  } else {
    LookAt(report, host, *values);
  }
  WriteWhole(host.files, file, ToPage(report), Durable::kYes);
  host.io.WriteOutput("wrote " + conf::ToUtf8(file) + "\n");
  const bool attention = NeedsAttention(report.findings) || report.inventory.NeedsAttention();
  const ExitCode code = attention ? kNeedsAttention : kDone;
  if (diagnosis.has_hung) host.io.ExitNow(code);
  return code;
}

}  // namespace cli
