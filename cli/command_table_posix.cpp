#include <array>

#include "cli/command.h"
#include "cli/completion_command.h"
#include "cli/conflist_command.h"
#include "cli/doctor_command.h"
#include "cli/explain_command.h"
#include "cli/gc_command.h"
#include "cli/list_command.h"
#include "cli/map_command.h"
#include "cli/metrics_command.h"
#include "cli/network_command.h"
#include "cli/purge_command.h"
#include "cli/report_command.h"
#include "cli/reserve_command.h"
#include "cli/show_command.h"
#include "cli/simulator_command.h"
#include "cli/validate_command.h"
#include "cli/version_command.h"

namespace cli {

std::span<const Command> Commands() {
  static constexpr auto kCommands = std::to_array<Command>({
      {"completion", "SHELL", "what bash or PowerShell needs to complete commands", RunCompletion},
      {"conflist", "", "write a network configuration for this node", RunConflist},
      {"doctor", "", "say what is wrong with this node", RunDoctor},
      {"explain", "CODE", "what an HRESULT of HCN means here", RunExplain},
      {"gc", "", "find and remove what dead pods left", RunGc},
      {"list", "", "who has an address, and how each stands", RunList},
      {"map", "", "the slice, address by address", RunMap},
      {"metrics", "", "what can be counted, for Prometheus", RunMetrics},
      {"network", "COMMAND", "the networks that outlive the pods", RunNetwork},
      {"purge", "", "take away all that hcn-slice has here", RunPurge},
      {"release", "NAME", "give up a reserved address", RunRelease},
      {"report", "", "one page about this node, for a ticket", RunReport},
      {"reserve", "NAME", "an address for something that is no pod", RunReserve},
      {"show", "SUBJECT", "all about one address, container or endpoint", RunShow},
      {"simulator", "COMMAND", "show and change the simulated Windows host", RunSimulator},
      {"validate", "FILE...", "all that is wrong with a network configuration", RunValidate},
      {"version", "", "print the version of this program", RunVersion},
  });
  return kCommands;
}

}  // namespace cli
