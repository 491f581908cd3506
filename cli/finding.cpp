#include "cli/finding.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <stdexcept>

#include "cli/style.h"
#include "cli/wrap.h"

namespace cli {
namespace {

using nlohmann::ordered_json;

std::string Filled(std::string_view text, std::string_view subject) {
  std::string filled(text);
  const std::size_t place = filled.find("{}");
  return place == std::string::npos ? filled : filled.replace(place, 2, subject);
}

std::vector<const Finding*> Ordered(const std::vector<Finding>& findings) {
  std::vector<const Finding*> ordered;
  std::ranges::transform(findings, std::back_inserter(ordered),
                         [](const Finding& finding) { return &finding; });
  std::ranges::stable_sort(ordered, [](const Finding* a, const Finding* b) {
    if (a->kind->severity != b->kind->severity) return a->kind->severity > b->kind->severity;
    return a->kind < b->kind;
  });
  return ordered;
}

std::string Summary(const std::vector<Finding>& findings) {
  const auto errors = CountOf(findings, Severity::kError);
  const auto warnings = CountOf(findings, Severity::kWarning);
  if (errors + warnings == 0) return Styled(Style::kGood, "nothing needs attention") + "\n";
  std::string text = errors == 0 ? "" : Counted(errors, "error");
  if (warnings != 0) text += (text.empty() ? "" : ", ") + Counted(warnings, "warning");
  return text + "\n";
}

std::string InFull(const Finding& finding) {
  const FindingKind& kind = *finding.kind;
  std::string text = ToWord(kind.severity) + ": " + std::string(kind.id) + "\n";
  text += Wrapped("  ", finding.what);
  text += Wrapped("  means: ", kind.means);
  return text + Wrapped("  next:  ", finding.next) + "\n";
}

std::string InShort(const Finding& finding) {
  return Wrapped("info: " + std::string(finding.kind->id) + ": ", finding.what);
}

}  // namespace

std::string_view ToString(Severity severity) {
  static constexpr std::array<std::string_view, 3> kNames{"info", "warning", "error"};
  return kNames.at(static_cast<std::size_t>(severity));
}

std::string ToWord(Severity severity) {
  static constexpr std::array<Style, 3> kStyles{Style::kPlain, Style::kWarning, Style::kBad};
  return Styled(kStyles.at(static_cast<std::size_t>(severity)), ToString(severity));
}

std::string Counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

Finding Found(std::string_view id, std::string what, std::string_view subject) {
  const auto kind = std::ranges::find(FindingKinds(), id, &FindingKind::id);
  if (kind == FindingKinds().end()) throw std::logic_error("no kind of finding " + std::string(id));
  return {&*kind, std::move(what), Filled(kind->next, subject)};
}

Finding FoundWithNext(std::string_view id, std::string_view error) {
  const std::size_t end = error.rfind("; ");
  if (end == std::string_view::npos) return Found(id, std::string(error), "See above.");
  std::string next(error.substr(end + 2));
  if (next.front() >= 'a' && next.front() <= 'z') {
    next.front() = static_cast<char>(next.front() - 'a' + 'A');
  }
  return Found(id, std::string(error.substr(0, end)), next);
}

std::size_t CountOf(const std::vector<Finding>& findings, Severity severity) {
  return static_cast<std::size_t>(std::ranges::count_if(
      findings, [&](const Finding& finding) { return finding.kind->severity == severity; }));
}

bool NeedsAttention(const std::vector<Finding>& findings) {
  return std::ranges::any_of(
      findings, [](const Finding& finding) { return finding.kind->severity != Severity::kInfo; });
}

ordered_json ToJson(const std::vector<Finding>& findings) {
  ordered_json list = ordered_json::array();
  for (const Finding* finding : Ordered(findings)) {
    list.push_back({{"id", finding->kind->id},
                    {"severity", ToString(finding->kind->severity)},
                    {"what", finding->what},
                    {"means", finding->kind->means},
                    {"next", finding->next}});
  }
  return {{"errors", CountOf(findings, Severity::kError)},
          {"warnings", CountOf(findings, Severity::kWarning)},
          {"findings", list}};
}

std::string ToText(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding* finding : Ordered(findings)) {
    text += finding->kind->severity == Severity::kInfo ? InShort(*finding) : InFull(*finding);
  }
  return text + Summary(findings);
}

}  // namespace cli
