#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/holder.h"
#include "cli/network_report.h"
#include "cli/slice_use.h"
#include "hcn/host_feature.h"
#include "plugin/session.h"

namespace cli {

// A copy of what could not be read (state/FORMAT.md, "Quarantine").
struct QuarantinedFile {
  std::string name;
  std::string reason;  // empty where none was written
};

// What this installation has, and what stands in its way, at one moment.
struct Inventory {
  bool hcn_answers = false;  // where false, nothing that HCN has is known, which is not absence
  std::optional<hcn::HnsVersion> hns_version;
  std::vector<Holder> holders;   // by address
  std::vector<SliceUse> slices;  // of the configuration, IPv4 first
  std::vector<NetworkReport> networks;
  std::vector<std::string> marker_problems;
  std::vector<QuarantinedFile> quarantine;
  std::vector<std::string> problems;  // what could not be looked at, and why, in whole sentences

  [[nodiscard]] std::size_t Count(State state) const;
  // A holder does, or something could not be looked at.
  [[nodiscard]] bool NeedsAttention() const;
};

// Reads all of it, endpoints before records, and what looks wrong twice, so that what is made or
// removed meanwhile is not taken for an accident. Takes no lock and changes nothing, but that an
// unreadable record gets its copy in quarantine where the session's disk lets it. HCN's listings
// give ids only: each endpoint is queried once, namespaces only where something is wrong. What
// cannot be looked at is a problem, not an exception; only a state folder that cannot be listed is:
// state::FileError.
[[nodiscard]] Inventory TakeInventory(plugin::Session& session);

// A line for each problem, for people; one that says that HCN does not answer, where it does not.
[[nodiscard]] std::string ProblemsText(const Inventory& inventory);

}  // namespace cli
