#include "cli/explain_command.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/arguments.h"
#include "cli/print_json.h"
#include "cli/wrap.h"
#include "hcn/hresult_table.h"

namespace cli {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kCode = "CODE";

const Usage kUsage{"explain",
                   "Says what an HRESULT of HCN means, its usual cause here and the next step.",
                   {{kCode, "0x803b002f, 2151350319, -2143616977 or a symbol; \"all\" for each"}},
                   {{"json", "", "print JSON: a list of codes with all that is known of each"}},
                   "hcn-slice explain 0x803b002f"};

std::optional<std::int64_t> NumberIn(std::string_view text, int base) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// Eight digits without 0x are as logs of Go programs print a code; a decimal one has ten.
std::optional<hcn::HResult> CodeOf(std::string_view text) {
  const bool is_marked = text.starts_with("0x") || text.starts_with("0X");
  if (is_marked) text.remove_prefix(2);
  const auto number = NumberIn(text, is_marked || text.size() == 8 ? 16 : 10);
  constexpr std::int64_t kMost = 0xffffffff;
  if (!number || *number > kMost || *number < -kMost) return std::nullopt;
  return static_cast<hcn::HResult>(*number);
}

bool IsCalled(std::string_view text, std::string_view symbol) {
  return std::ranges::equal(text, symbol, [](unsigned char a, unsigned char b) {
    return std::toupper(a) == std::toupper(b);
  });
}

std::vector<hcn::HResultInfo> RowsOf(const std::string& asked) {
  auto rows = hcn::HResultTable();
  if (asked == "all") return rows;
  const auto code = CodeOf(asked);
  std::erase_if(rows, [&](const hcn::HResultInfo& row) {
    return code ? row.code != *code : !IsCalled(asked, row.symbol);
  });
  if (!rows.empty()) return rows;
  throw UsageError("explain: no source that hcn-slice knows names " +
                   (code ? hcn::Describe(*code) : "\"" + asked + "\"") +
                   "; \"explain all\" lists what it knows");
}

ordered_json ToJson(const hcn::HResultInfo& row) {
  return {{"code", hcn::Describe(row.code).substr(0, 10)},
          {"symbol", row.symbol},
          {"meaning", row.meaning},
          {"cause", row.cause},
          {"nextStep", row.next_step}};
}

// A label, and beside it the text.
std::string Paragraph(std::string label, std::string_view text) {
  constexpr std::size_t kIndent = 13;
  label.resize(kIndent, ' ');
  return Wrapped(label, text);
}

std::string ToText(const hcn::HResultInfo& row) {
  return hcn::Describe(row.code) + "\n" + Paragraph("  meaning", row.meaning) +
         Paragraph("  cause", row.cause) + Paragraph("  next step", row.next_step);
}

}  // namespace

ExitCode RunExplain(const std::vector<std::string>& arguments, const Host& host) {
  const auto values = ParseArguments(kUsage, arguments, host.io);
  if (!values) return kDone;
  std::string text;
  ordered_json document = ordered_json::array();
  for (const hcn::HResultInfo& row : RowsOf(values->find(kCode)->second)) {
    text += ToText(row);
    document.push_back(ToJson(row));
  }
  if (values->contains("json")) {
    PrintJson(host, document);
  } else {
    host.io.WriteOutput(text);
  }
  return kDone;
}

}  // namespace cli
