#include "cli/metrics.h"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "hcn/text.h"

namespace cli {
namespace {

constexpr std::size_t kMostLabelBytes = 256;

using Labels = std::vector<std::pair<std::string_view, std::string>>;

// A label's value: backslash, quote and line feed are escaped.
std::string Escaped(const std::string& value) {
  std::string text;
  for (const char c : hcn::OneLine(value, kMostLabelBytes)) {
    if (c == '\\' || c == '"') text += '\\';
    text += c;
  }
  return text;
}

// A metric with its samples; all are gauges.
class Gauge {
 public:
  Gauge(std::string_view name, std::string_view help) : name_(name), help_(help) {}

  void Add(std::uint64_t value, const Labels& labels = {}) {
    samples_ += name_;
    std::string text;
    for (const auto& [label, label_value] : labels) {
      text += (text.empty() ? "" : ",") + std::string(label) + "=\"" + Escaped(label_value) + "\"";
    }
    if (!text.empty()) samples_ += "{" + text + "}";
    samples_ += " " + std::to_string(value) + "\n";
  }

  // Nothing without a sample.
  [[nodiscard]] std::string ToText() const {
    if (samples_.empty()) return "";
    return "# HELP " + name_ + " " + help_ + "\n# TYPE " + name_ + " gauge\n" + samples_;
  }

 private:
  std::string name_;
  std::string help_;
  std::string samples_;
};

struct Sum {
  std::string_view state;
  std::uint64_t SliceUse::*count;
};
constexpr std::array<Sum, 4> kSums{{{"used", &SliceUse::used},
                                    {"reserved", &SliceUse::reserved},
                                    {"resting", &SliceUse::resting},
                                    {"free", &SliceUse::free}}};

Labels LabelsOf(const ipam::Slice& slice) {
  const bool is_ipv4 = slice.subnet().family() == ipam::Family::kIpv4;
  return {{"slice", slice.subnet().ToString()}, {"family", is_ipv4 ? "ipv4" : "ipv6"}};
}

std::string Slices(const Inventory& inventory) {
  Gauge sizes("hcn_slice_size_addresses", "Addresses that the slice can hand out.");
  Gauge uses("hcn_slice_addresses",
             "Addresses of the slice by state: used by attachments, reserved, resting or free.");
  Gauge foreign("hcn_slice_foreign_addresses",
                "Free addresses of the slice that somebody else's HCN endpoint has.");
  for (const SliceUse& use : inventory.slices) {
    Labels labels = LabelsOf(use.slice);
    sizes.Add(use.size, labels);
    if (inventory.hcn_answers) foreign.Add(use.foreign, labels);
    labels.emplace_back("state", "");
    for (const auto& [state, count] : kSums) {
      labels.back().second = state;
      uses.Add(use.*count, labels);
    }
  }
  return sizes.ToText() + uses.ToText() + foreign.ToText();
}

// The states that attachments of ours can be in; whether only HCN tells it from another one.
constexpr std::array<std::pair<State, bool>, 7> kAttachmentStates{{{State::kLive, true},
                                                                   {State::kOrphan, true},
                                                                   {State::kHalfMade, true},
                                                                   {State::kLost, true},
                                                                   {State::kUnrecorded, true},
                                                                   {State::kUnreadable, false},
                                                                   {State::kUnknown, false}}};

std::string Attachments(const Inventory& inventory) {
  Gauge attachments("hcn_slice_attachments",
                    "Attachments by state; all but live need attention (docs/commands.md).");
  for (const auto& [state, needs_hcn] : kAttachmentStates) {
    if (needs_hcn && !inventory.hcn_answers) continue;
    attachments.Add(inventory.Count(state), {{"state", std::string(ToString(state))}});
  }
  return attachments.ToText();
}

std::string Networks(const Inventory& inventory) {
  Gauge networks("hcn_slice_network_state",
                 "1 for the state that the owner's HCN network is in: live, absent, drifted or "
                 "unknown.");
  for (const NetworkReport& report : inventory.networks) {
    for (const char* state : {"live", "absent", "drifted", "unknown"}) {
      networks.Add(report.state == state ? 1 : 0,
                   {{"owner", report.entry.owner}, {"name", report.entry.name}, {"state", state}});
    }
  }
  Gauge problems("hcn_slice_network_marker_problems",
                 "What is wrong with the file that has the networks.");
  problems.Add(inventory.marker_problems.size());
  return networks.ToText() + problems.ToText();
}

std::string Host(const Inventory& inventory) {
  Gauge up("hcn_slice_hcn_up", "Whether HCN answers.");
  up.Add(inventory.hcn_answers ? 1 : 0);
  Gauge version("hcn_slice_hns_info", "The version of the Host Network Service.");
  if (inventory.hns_version) version.Add(1, {{"version", inventory.hns_version->ToString()}});
  Gauge build("hcn_slice_build_info", "The version of hcn-slice.");
  build.Add(1, {{"version", HCN_SLICE_VERSION}});
  Gauge quarantine("hcn_slice_quarantined_files",
                   "Copies of records and markers that could not be read.");
  quarantine.Add(inventory.quarantine.size());
  Gauge problems("hcn_slice_inventory_problems",
                 "What could not be looked at for these metrics; hcn-slice list names it.");
  problems.Add(inventory.problems.size());
  return up.ToText() + version.ToText() + build.ToText() + quarantine.ToText() + problems.ToText();
}

}  // namespace

std::string ToPrometheus(const Inventory& inventory) {
  return Slices(inventory) + Attachments(inventory) + Networks(inventory) + Host(inventory);
}

}  // namespace cli
