#include "cli/list_command.h"

#include "cli/holder_report.h"
#include "cli/inventory.h"
#include "cli/operator_session.h"
#include "cli/print_json.h"

namespace cli {
namespace {

using nlohmann::ordered_json;

ordered_json ToJson(const Inventory& inventory) {
  ordered_json holders = ordered_json::array();
  for (const Holder& holder : inventory.holders) holders.push_back(ToJson(holder));
  ordered_json slices = ordered_json::array();
  for (const SliceUse& use : inventory.slices) slices.push_back(ToJson(use));
  return {{"hcnAnswers", inventory.hcn_answers},
          {"holders", holders},
          {"slices", slices},
          {"problems", inventory.problems}};
}

std::string ToText(const Inventory& inventory, const Host& host) {
  std::string text = inventory.holders.empty() ? "nobody has an address\n"
                                               : ToTable(inventory.holders, host.io.WallClock());
  for (const SliceUse& use : inventory.slices) text += ToLine(use) + "\n";
  return text + ProblemsText(inventory);
}

ExitCode List(plugin::Session& session, const Values& values, const Host& host) {
  const Inventory inventory = TakeInventory(session);
  if (values.contains(kJsonOption.name)) {
    PrintJson(host, ToJson(inventory));
  } else {
    host.io.WriteOutput(ToText(inventory, host));
  }
  return inventory.NeedsAttention() ? kNeedsAttention : kDone;
}

}  // namespace

ExitCode RunList(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {
      "list",
      "Lists who has an address of this node: what is on record and what HCN has, side by side.\n"
      "What does not fit is marked, and said why below. Ends with 3 when something is.",
      {},
      {kConflistOption, kStateDirOption, kTimeoutOption, kJsonOption},
      "hcn-slice list --json"};
  const auto values = ParseArguments(usage, arguments, host.io);
  if (!values) return kDone;
  return Look(host, *values, "list",
              [&](plugin::Session& session) { return List(session, *values, host); });
}

}  // namespace cli
