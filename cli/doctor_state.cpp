#include <algorithm>
#include <variant>

#include "cli/doctor_checks.h"
#include "conf/text.h"
#include "ipam/allocator.h"

namespace cli {
namespace {

constexpr std::size_t kMostReason = 4096;
constexpr std::size_t kMostShown = 3;

std::string Joined(const std::vector<std::string>& texts) {
  std::string joined;
  for (std::size_t i = 0; i < std::min(texts.size(), kMostShown); ++i) {
    joined += (i == 0 ? "" : "; ") + texts[i];
  }
  if (texts.size() > kMostShown) {
    joined += "; and " + std::to_string(texts.size() - kMostShown) + " more";
  }
  return joined;
}

void CheckTrust(Examination& examination) {
  const auto& conf = examination.session.conf;
  for (const auto& folder : {conf.state_dir, conf.network_marker.parent_path()}) {
    try {
      examination.host.files.MustBeSafe(folder);
    } catch (const state::FileError& error) {
      examination.AddWithNext("state-folder-unsafe",
                              std::string(error.what()) + ": " + conf::ToUtf8(folder));
    }
    if (conf.network_marker.parent_path() == conf.state_dir) return;
  }
}

// Why the record tells nothing; empty for one that does, that has gone, or that nobody finished.
std::string WhyUnreadable(state::RecordStore& records, const state::RecordName& name) {
  try {
    const auto content = records.Read(name);
    const auto* unreadable = content ? std::get_if<state::Unreadable>(&*content) : nullptr;
    return unreadable == nullptr || unreadable->is_unfinished ? "" : unreadable->reason;
  } catch (const state::FileError& error) {
    return error.what();
  }
}

void CheckRecords(Examination& examination) {
  auto& records = examination.session.records;
  for (const state::RecordName& name : records.List()) {
    const std::string why = WhyUnreadable(records, name);
    if (why.empty()) continue;
    examination.Add("record-unreadable", "record " + name.ToString() + " " + why,
                    conf::ToUtf8(records.folder() / conf::ToPath(name.ToString())));
  }
}

void CheckQuarantine(Examination& examination) {
  const auto folder = examination.session.conf.state_dir / "quarantine";
  auto names = examination.host.files.List(folder);
  std::ranges::sort(names);
  std::vector<std::string> reasons;
  for (const std::string& name : names) {
    if (!name.ends_with(".reason")) continue;
    const auto text = examination.host.files.Read(folder / conf::ToPath(name), kMostReason);
    if (text) reasons.emplace_back(conf::Trimmed(*text));
  }
  if (reasons.empty()) return;
  examination.Add("quarantine", Joined(reasons), conf::ToUtf8(folder));
}

}  // namespace

void CheckState(Examination& examination) {
  const auto& folder = examination.session.conf.state_dir;
  CheckTrust(examination);
  try {
    if (examination.host.files.List(folder).empty()) {
      return examination.Add("state-folder-new", conf::ToUtf8(folder) + " is not there or empty");
    }
    CheckRecords(examination);
    CheckQuarantine(examination);
  } catch (const state::FileError& error) {
    examination.Add("state-folder-unreadable", error.what());
  }
}

void CheckSlices(Examination& examination) {
  std::vector<ipam::IpAddress> in_use;
  for (const state::RecordName& name : examination.session.records.List()) {
    in_use.insert(in_use.end(), name.addresses.begin(), name.addresses.end());
  }
  for (const ipam::Slice& slice : examination.session.conf.slices) {
    const std::uint64_t used = ipam::Allocator(slice, in_use).InUse();
    const std::uint64_t capacity = slice.Capacity();
    const bool is_full = used == capacity;
    const bool is_nearly_full = used >= capacity - capacity / 10;
    examination.Add(is_full          ? "slice-full"
                    : is_nearly_full ? "slice-nearly-full"
                                     : "slice-use",
                    "slice " + slice.subnet().ToString() + ": " + std::to_string(used) + " of " +
                        std::to_string(capacity) + " addresses are in use");
  }
}

}  // namespace cli
