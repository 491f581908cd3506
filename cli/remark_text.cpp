#include "cli/remark_text.h"

#include <algorithm>

#include "cli/wrap.h"

namespace cli {
namespace {

using nlohmann::ordered_json;

std::string ToLines(const std::string& file, const Remark& remark) {
  return file + ":" + std::to_string(remark.position.line) + ":" +
         std::to_string(remark.position.column) + ": " + ToWord(remark.rule.severity) + " [" +
         std::string(remark.rule.id) + "]\n" + Wrapped("  ", remark.message);
}

std::string Sum(const Validated& file) {
  const std::size_t errors = CountOf(file, Severity::kError);
  const std::size_t warnings = CountOf(file, Severity::kWarning);
  if (errors + warnings == 0) return Styled(Style::kGood, "nothing is wrong with it");
  return Counted(errors, "error") + ", " + Counted(warnings, "warning");
}

ordered_json ToJson(const Validated& file) {
  ordered_json remarks = ordered_json::array();
  for (const Remark& remark : file.remarks) {
    remarks.push_back({{"severity", ToString(remark.rule.severity)},
                       {"rule", remark.rule.id},
                       {"line", remark.position.line},
                       {"column", remark.position.column},
                       {"path", remark.path},
                       {"message", remark.message}});
  }
  return {{"file", file.file},
          {"errors", CountOf(file, Severity::kError)},
          {"warnings", CountOf(file, Severity::kWarning)},
          {"remarks", remarks}};
}

}  // namespace

std::size_t CountOf(const Validated& file, Severity severity) {
  return static_cast<std::size_t>(std::ranges::count(
      file.remarks, severity, [](const Remark& remark) { return remark.rule.severity; }));
}

std::size_t CountOf(const std::vector<Validated>& files, Severity severity) {
  std::size_t count = 0;
  for (const Validated& file : files) count += CountOf(file, severity);
  return count;
}

std::string ToText(const std::vector<Validated>& files) {
  std::string text;
  for (const Validated& file : files) {
    for (const Remark& remark : file.remarks) text += ToLines(file.file, remark);
    text += file.file + ": " + Sum(file) + "\n";
  }
  return text;
}

ordered_json ToJson(const std::vector<Validated>& files) {
  ordered_json list = ordered_json::array();
  for (const Validated& file : files) list.push_back(ToJson(file));
  return {{"files", list}};
}

}  // namespace cli
