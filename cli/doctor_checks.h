#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/finding.h"
#include "cli/host.h"
#include "plugin/session.h"

namespace cli {

// What the system around hcn-slice says of itself; only Windows has it.
struct Surroundings {
  // Folders that Defender leaves alone; absent where that cannot be looked at, with why.
  std::optional<std::vector<std::filesystem::path>> antivirus_exclusions;
  std::string why_not;
  // How the service of HNS stands ("stopped"); empty where that cannot be looked at.
  std::string hns_service = {};
};
[[nodiscard]] Surroundings LookAround();

// What a check works on, and where it puts what it finds.
struct Examination {
  const Host& host;  // the disk as it is
  std::filesystem::path conf_folder;
  bool is_configured;         // the session's configuration is one that somebody wrote, and right
  plugin::Session& session;   // on a disk that stays as it is, and an HCN whose calls end
  Surroundings surroundings;  // what LookAround said
  std::vector<Finding> findings = {};

  void Add(std::string_view id, std::string what, std::string_view subject = "") {
    findings.push_back(Found(id, std::move(what), subject));
  }
  void AddWithNext(std::string_view id, std::string_view error) {
    findings.push_back(FoundWithNext(id, error));
  }
};

// Each looks at one thing and adds what there is to say of it, good or bad. Throws what the session
// throws where it could not look.

// Which file of the folder containerd takes, whether it can read it, and what else is there.
void CheckConflists(Examination& examination);
// That HNS answers, its version, and that it can do what the configuration wants.
void CheckHns(Examination& examination);
// The network of the configuration, and the marker with those of other owners.
void CheckNetworks(Examination& examination);
// Rights of the state folder, records and quarantine.
void CheckState(Examination& examination);
// How full the slices are.
void CheckSlices(Examination& examination);
// Who has an address, and how each stands: what inventory.h finds.
void CheckAttachments(Examination& examination);
void CheckLog(Examination& examination);
void CheckAntivirus(Examination& examination);

}  // namespace cli
