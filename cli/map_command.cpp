#include "cli/map_command.h"

#include "cli/holder_report.h"
#include "cli/inventory.h"
#include "cli/operator_session.h"
#include "cli/print_json.h"
#include "cli/slice_map.h"

namespace cli {
namespace {

using nlohmann::ordered_json;

ordered_json ToJson(const SliceUse& use, const std::vector<Holder>& holders) {
  ordered_json json = cli::ToJson(use);
  json["gateway"] = use.slice.gateway().ToString();
  json["rangeStart"] = use.slice.range_start().ToString();
  json["rangeEnd"] = use.slice.range_end().ToString();
  ordered_json addresses = ordered_json::array();
  for (const Holder& holder : holders) {
    for (const ipam::IpAddress& address : holder.addresses) {
      if (!use.slice.subnet().Contains(address)) continue;
      addresses.push_back({{"address", address.ToString()}, {"state", ToString(holder.state)}});
    }
  }
  json["addresses"] = addresses;
  return json;
}

std::string ToText(const SliceUse& use, const std::vector<Holder>& holders) {
  const SliceMap map = MapOf(use.slice, holders);
  return ToLine(use) + "\n" + ToGrid(map) + Legend(map);
}

ExitCode Map(plugin::Session& session, const Values& values, const Host& host) {
  const Inventory inventory = TakeInventory(session);
  if (inventory.slices.empty()) {
    throw std::runtime_error("there is no slice to draw: " + (inventory.problems.empty()
                                                                  ? "the configuration has none"
                                                                  : inventory.problems.front()));
  }
  if (values.contains(kJsonOption.name)) {
    ordered_json slices = ordered_json::array();
    for (const SliceUse& use : inventory.slices) slices.push_back(ToJson(use, inventory.holders));
    PrintJson(host, {{"hcnAnswers", inventory.hcn_answers},
                     {"slices", slices},
                     {"problems", inventory.problems}});
  } else {
    std::string text;
    for (const SliceUse& use : inventory.slices) {
      text += (text.empty() ? "" : "\n") + ToText(use, inventory.holders);
    }
    host.io.WriteOutput(text + ProblemsText(inventory));
  }
  return inventory.NeedsAttention() ? kNeedsAttention : kDone;
}

}  // namespace

ExitCode RunMap(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {
      "map",
      "Draws the slices of this node, a sign for each address, or for a block of them where there\n"
      "are many. Ends with 3 when something needs attention.",
      {},
      {kConflistOption, kTimeoutOption, kJsonOption},
      "hcn-slice map"};
  const auto values = ParseArguments(usage, arguments, host.io);
  if (!values) return kDone;
  return Look(host, *values, "map",
              [&](plugin::Session& session) { return Map(session, *values, host); });
}

}  // namespace cli
