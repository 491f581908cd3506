#include <algorithm>
#include <array>
#include <variant>

#include "cli/doctor_checks.h"
#include "cli/inventory.h"
#include "conf/text.h"

namespace cli {
namespace {

constexpr std::size_t kMostShown = 3;

std::string NameOf(const Holder& holder) {
  if (!holder.pod.empty()) return "pod " + holder.pod;
  if (!holder.container.empty()) return "container " + holder.container;
  return "endpoint " + holder.id.ToString();
}

std::string Described(const Holder& holder) {
  return NameOf(holder) + " (" + ipam::Joined(holder.addresses, ", ") + ")";
}

using Holders = std::vector<const Holder*>;

// "5: pod a/b (10.0.0.2), pod a/c (10.0.0.3) and 3 more; the first: its namespace does not exist".
std::string Described(const Holders& holders) {
  std::string text = std::to_string(holders.size());
  for (std::size_t i = 0; i < std::min(holders.size(), kMostShown); ++i) {
    text += (i == 0 ? ": " : ", ") + Described(*holders[i]);
  }
  if (holders.size() > kMostShown) {
    text += " and " + std::to_string(holders.size() - kMostShown) + " more";
  }
  return text + (holders.size() == 1 ? "; " : "; the first: ") + holders.front()->reason;
}

// Somebody is at work on it.
bool IsInFlight(Examination& examination, const Holder& holder) {
  return holder.state == State::kHalfMade &&
         examination.session.locks.TryAttachment(holder.id) == nullptr;
}

Holders InState(Examination& examination, const Inventory& inventory, State state) {
  Holders holders;
  for (const Holder& holder : inventory.holders) {
    if (holder.state == state && !IsInFlight(examination, holder)) holders.push_back(&holder);
  }
  return holders;
}

struct Row {
  State state;
  std::string_view id;
};
constexpr std::array kRows{
    Row{State::kLost, "endpoints-lost"},     Row{State::kOrphan, "orphans"},
    Row{State::kHalfMade, "half-made"},      Row{State::kUnrecorded, "endpoints-unrecorded"},
    Row{State::kForeign, "foreign-holders"}, Row{State::kResting, "resting"}};

// A folder without a record is another one than these were made with, or a lost one: nothing that
// is said of what is on record, or is not, means anything then.
bool CheckLostRecords(Examination& examination, const Inventory& inventory) {
  const auto live = InState(examination, inventory, State::kUnrecorded);
  const bool has_records = std::ranges::any_of(
      inventory.holders, [](const Holder& holder) { return holder.record_name.has_value(); });
  if (live.empty() || has_records) return false;
  examination.Add("records-lost",
                  conf::ToUtf8(examination.session.conf.state_dir) +
                      " has no records, and of the live endpoints in HCN are ours " +
                      Described(live));
  return true;
}

// A torn record is one whose ADD died before it made anything, unless there is an endpoint.
void CheckTorn(Examination& examination, const Inventory& inventory) {
  auto& records = examination.session.records;
  for (const Holder* holder : InState(examination, inventory, State::kUnreadable)) {
    if (!holder->endpoint || !holder->record_name) continue;
    const auto content = records.Read(*holder->record_name);
    const auto* unreadable = content ? std::get_if<state::Unreadable>(&*content) : nullptr;
    if (unreadable == nullptr || !unreadable->is_unfinished) continue;
    const std::string name = holder->record_name->ToString();
    examination.Add("record-unreadable", "record " + name + " " + unreadable->reason,
                    conf::ToUtf8(records.folder() / conf::ToPath(name)));
  }
}

}  // namespace

void CheckAttachments(Examination& examination) {
  const Inventory inventory = TakeInventory(examination.session);
  // Says why, by what it throws.
  if (!inventory.hcn_answers) static_cast<void>(examination.session.hcn.ListEndpoints());
  for (const std::string& problem : inventory.problems) examination.Add("check-failed", problem);
  examination.Add("attachments", std::to_string(inventory.Count(State::kLive)) + " are live");
  CheckTorn(examination, inventory);
  if (CheckLostRecords(examination, inventory)) return;
  for (const Row& row : kRows) {
    const auto holders = InState(examination, inventory, row.state);
    if (!holders.empty()) examination.Add(row.id, Described(holders));
  }
}

}  // namespace cli
