#include "cli/report_page.h"

#include <algorithm>

#include "cli/holder_report.h"
#include "cli/html.h"
#include "cli/report_map.h"
#include "cli/report_style.h"

namespace cli {
namespace {

std::string Head() {
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
         "style-src 'unsafe-inline'\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<title>hcn-slice on this node</title>\n<style>" +
         std::string(kReportStyle) + "</style>\n</head>\n<body>\n";
}

std::string Card(std::size_t number, std::string_view what, std::string_view css_class) {
  return "<div>" + Element("b", number == 0 ? "" : css_class, std::to_string(number)) +
         Escaped(what) + "</div>\n";
}

std::string Top(const NodeReport& report) {
  const Inventory& inventory = report.inventory;
  std::string made = "Made " + report.made_at + " by hcn-slice " HCN_SLICE_VERSION;
  if (inventory.hns_version) made += ", HNS " + inventory.hns_version->ToString();
  std::string top = "<h1>hcn-slice on this node</h1>\n" + Element("p", "quiet", made) + "\n";
  if (!inventory.hcn_answers) {
    top += Element("p", "error", "HCN does not answer: below is what is on record, and no more.");
  }
  const auto attention = std::ranges::count_if(
      inventory.holders, [](const Holder& holder) { return NeedsAttention(holder.state); });
  return top + "<div class=\"cards\">\n" +
         Card(CountOf(report.findings, Severity::kError), "errors", "error") +
         Card(CountOf(report.findings, Severity::kWarning), "warnings", "warning") +
         Card(inventory.holders.size(), "hold addresses", "") +
         Card(static_cast<std::size_t>(attention), "of these need attention", "warning") +
         Card(inventory.quarantine.size(), "in quarantine", "warning") + "</div>\n";
}

std::string FindingOf(const Finding& finding) {
  const std::string severity(ToString(finding.kind->severity));
  std::string text = "<div class=\"finding " + severity + "\">" + Element("b", "", severity) + " " +
                     Element("code", "", finding.kind->id) + Element("p", "", finding.what);
  if (finding.kind->severity != Severity::kInfo) {
    text += Element("p", "quiet", finding.kind->means);
  }
  if (!finding.next.empty()) text += Element("p", "", "Next step: " + finding.next);
  return text + "</div>\n";
}

std::string Findings(const NodeReport& report) {
  std::string all = "<h2>What doctor finds</h2>\n";
  std::string well;
  for (const Severity severity : {Severity::kError, Severity::kWarning, Severity::kInfo}) {
    for (const Finding& finding : report.findings) {
      if (finding.kind->severity != severity) continue;
      (severity == Severity::kInfo ? well : all) += FindingOf(finding);
    }
  }
  if (!well.empty()) all += "<details><summary>What is well</summary>\n" + well + "</details>\n";
  for (const std::string& problem : report.inventory.problems) {
    all += Element("p", "warning", problem) + "\n";
  }
  return all;
}

std::string Bar(const SliceUse& use) {
  std::string bar = "<div class=\"bar\">";
  const auto part = [&](std::string_view css_class, std::uint64_t count) {
    const double share = 100.0 * static_cast<double>(count) /
                         static_cast<double>(std::max<std::uint64_t>(use.size, 1));
    bar += "<i class=\"" + std::string(css_class) + "\" style=\"width:" + std::to_string(share) +
           "%\"></i>";
  };
  part("live", use.used);
  part("reserved", use.reserved);
  part("resting", use.resting);
  return bar + "</div>\n";
}

std::string Slices(const Inventory& inventory) {
  std::string all;
  for (const SliceUse& use : inventory.slices) {
    all += "<h2>Slice " + Escaped(use.slice.subnet().ToString()) + "</h2>\n" +
           Element("p", "", ToLine(use)) + "\n" + Bar(use) + HtmlMapOf(use, inventory.holders);
  }
  return all;
}

std::string RowOf(const Holder& holder) {
  const std::string state(ToString(holder.state));
  return R"(<tr><td class="short"><i class=")" + state + "\">" +
         std::string(LetterOf(holder.state)) + "</i>" + state + "</td>" +
         Element("td", "short address", NameOf(holder)) + Element("td", "short", Subject(holder)) +
         Element("td", "why", holder.reason) + Element("td", "id", holder.container) +
         Element("td", "", holder.ifname) + Element("td", "", holder.network) +
         Element("td", "id", holder.id.ToString()) +
         Element("td", "id", holder.namespace_id.IsNil() ? "" : holder.namespace_id.ToString()) +
         Element("td", "short", holder.created) + "</tr>\n";
}

std::string Holders(const Inventory& inventory) {
  std::string all = "<h2>Who holds addresses</h2>\n";
  if (inventory.holders.empty()) return all + "<p>Nobody.</p>\n";
  all += "<div class=\"scroll\"><table>\n<thead><tr>";
  for (const char* heading : {"state", "address", "for", "why", "container", "interface", "network",
                              "endpoint", "namespace", "since"}) {
    all += Element("th", "", heading);
  }
  all += "</tr></thead>\n<tbody>\n";
  for (const bool attention : {true, false}) {
    for (const Holder& holder : inventory.holders) {
      if (NeedsAttention(holder.state) == attention) all += RowOf(holder);
    }
  }
  return all + "</tbody></table></div>\n";
}

std::string Networks(const Inventory& inventory) {
  if (inventory.networks.empty()) return {};
  std::string all = "<h2>Networks on record</h2>\n<div class=\"scroll\"><table>\n<thead><tr>";
  for (const char* heading : {"owner", "network", "id", "subnet", "state", "drift"}) {
    all += Element("th", "", heading);
  }
  all += "</tr></thead>\n<tbody>\n";
  for (const NetworkReport& network : inventory.networks) {
    const auto& entry = network.entry;
    all += "<tr>" + Element("td", "", entry.owner) + Element("td", "", entry.name) +
           Element("td", "id", entry.id.ToString()) + Element("td", "id", entry.subnet) +
           Element("td", network.state == "live" ? "info" : "warning", network.state) +
           Element("td", "", network.drift) + "</tr>\n";
  }
  return all + "</tbody></table></div>\n";
}

std::string Quarantine(const Inventory& inventory) {
  if (inventory.quarantine.empty() && inventory.marker_problems.empty()) return {};
  std::string all = "<h2>What could not be read</h2>\n<ul>\n";
  for (const std::string& problem : inventory.marker_problems) {
    all += Element("li", "", problem) + "\n";
  }
  for (const QuarantinedFile& file : inventory.quarantine) {
    all += Element("li", "", file.name + ": " + file.reason) + "\n";
  }
  return all + "</ul>\n";
}

std::string LogOf(const NodeReport& report) {
  std::string all = "<h2>The log's last lines</h2>\n";
  if (report.log.empty()) return all + "<p>There are none.</p>\n";
  all += "<pre class=\"log\">";
  for (const std::string& line : report.log) all += Escaped(line) + "\n";
  return all + "</pre>\n";
}

std::string Documents(const NodeReport& report) {
  std::string all = "<h2>Documents, without secrets</h2>\n";
  for (const ShownDocument& document : report.documents) {
    all += "<details>" + Element("summary", "", document.title) +
           Element("pre", "", document.text) + "</details>\n";
  }
  return all + Element("p", "quiet", report.documents_left_out) + "\n";
}

}  // namespace

std::string ToPage(const NodeReport& report) {
  return Head() + Top(report) + Findings(report) + Slices(report.inventory) +
         Holders(report.inventory) + Networks(report.inventory) + Quarantine(report.inventory) +
         LogOf(report) + Documents(report) + "</body>\n</html>\n";
}

}  // namespace cli
