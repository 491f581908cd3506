#include "cli/show_command.h"

#include <algorithm>

#include "cli/holder_details.h"
#include "cli/holder_report.h"
#include "cli/inventory.h"
#include "cli/operator_session.h"
#include "cli/print_json.h"
#include "plugin/collector.h"
#include "plugin/lease.h"

namespace cli {
namespace {

using nlohmann::ordered_json;

constexpr Positional kSubject{
    "SUBJECT",
    "an address, a pod (namespace/name), a container id or endpoint id or its start,\n"
    "           an endpoint's name, or what an address is reserved for"};
// Of an id: less is asked for by mistake.
constexpr std::size_t kLeastStart = 4;

bool IsStartOf(const std::string& subject, const std::string& id) {
  return subject.size() >= kLeastStart && id.starts_with(subject);
}

bool IsMeant(const Holder& holder, const std::string& subject) {
  const auto address = ipam::IpAddress::Parse(subject);
  if (address) return std::ranges::find(holder.addresses, *address) != holder.addresses.end();
  const auto id = hcn::Guid::Parse(subject);
  if (id) return holder.id == *id || holder.namespace_id == *id;
  if (holder.endpoint && holder.endpoint->name == subject) return true;
  if (holder.record && holder.record->endpoint_name == subject) return true;
  return Subject(holder) == subject || IsStartOf(subject, holder.container) ||
         holder.container == subject || IsStartOf(subject, holder.id.ToString());
}

// Of an address that nobody has.
std::string Absence(const plugin::Session& session, const std::string& subject) {
  const auto address = ipam::IpAddress::Parse(subject);
  if (!address) return "nobody here is called " + subject + "; hcn-slice list shows who is";
  const ipam::Slice* slice = plugin::SliceOf(session.conf, *address);
  if (slice == nullptr) return subject + " is in no slice of the configuration, and nobody has it";
  const auto never = slice->WhyNever(*address);
  return subject + " " + never.value_or("is free");
}

NamespaceLook LookAtNamespace(plugin::Session& session, const Inventory& inventory,
                              const Holder& holder) {
  NamespaceLook look;
  if (!inventory.hcn_answers || holder.namespace_id.IsNil()) return look;
  plugin::Collector quiet(session.log);
  look.was_asked = quiet.Try("look at namespace " + holder.namespace_id.ToString(),
                             [&] { look.found = session.hcn.FindNamespace(holder.namespace_id); });
  return look;
}

ExitCode CodeOf(const std::vector<Holder>& meant) {
  if (meant.empty()) return kFailed;
  const auto is_odd = [](const Holder& holder) { return NeedsAttention(holder.state); };
  return std::ranges::any_of(meant, is_odd) ? kNeedsAttention : kDone;
}

ExitCode Show(plugin::Session& session, const Values& values, const Host& host) {
  const std::string& subject = values.at(std::string(kSubject.name));
  const Inventory inventory = TakeInventory(session);
  std::vector<Holder> meant;
  std::ranges::copy_if(inventory.holders, std::back_inserter(meant),
                       [&](const Holder& holder) { return IsMeant(holder, subject); });
  ordered_json list = ordered_json::array();
  std::string text;
  for (const Holder& holder : meant) {
    const NamespaceLook look = LookAtNamespace(session, inventory, holder);
    list.push_back(DetailsAsJson(holder, look));
    text += (text.empty() ? "" : "\n") + DetailsAsText(holder, look);
  }
  if (values.contains(kJsonOption.name)) {
    PrintJson(host, {{"hcnAnswers", inventory.hcn_answers},
                     {"holders", list},
                     {"problems", inventory.problems}});
  } else {
    if (meant.empty()) text = Absence(session, subject) + "\n";
    host.io.WriteOutput(text + ProblemsText(inventory));
  }
  return CodeOf(meant);
}

}  // namespace

ExitCode RunShow(const std::vector<std::string>& arguments, const Host& host) {
  const Usage usage = {
      "show",
      "Shows everything about who has an address: what is on record and what HCN has, side by\n"
      "side. Ends with 3 when that needs attention, and with 1 when nobody is meant.",
      {kSubject},
      {kConflistOption, kStateDirOption, kTimeoutOption, kJsonOption},
      "hcn-slice show 10.200.42.7"};
  const auto values = ParseArguments(usage, arguments, host.io);
  if (!values) return kDone;
  return Look(host, *values, "show",
              [&](plugin::Session& session) { return Show(session, *values, host); });
}

}  // namespace cli
