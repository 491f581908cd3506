#include "cli/doctor_checks.h"
#include "cli/network_report.h"
#include "conf/text.h"
#include "plugin/error.h"
#include "plugin/network_keeper.h"
#include "plugin/network_match.h"

namespace cli {
namespace {

std::string Named(const std::string& owner, const std::string& name) {
  return "HCN network " + name + " of owner " + owner;
}

std::string Described(const std::string& owner, const hcn::HostComputeNetwork& network) {
  std::string subnets;
  for (const std::string& subnet : plugin::SubnetsOf(network)) {
    subnets += (subnets.empty() ? "" : ", ") + subnet;
  }
  return Named(owner, network.name) + ": type " + hcn::ToString(network.type) +
         (subnets.empty() ? "" : ", subnet " + subnets);
}

void CheckMarker(Examination& examination, const state::MarkerContent& marker) {
  if (!marker.refusal.empty()) {
    examination.AddWithNext(marker.has_foreign ? "marker-foreign" : "marker-unreadable",
                            marker.refusal);
  }
  const std::string file = conf::ToUtf8(examination.session.marker.file());
  for (const std::string& problem : marker.problems) {
    examination.Add("marker-problem", "the network marker: " + problem, file);
  }
}

// Says whether ADD will make it.
void CheckAbsent(Examination& examination) {
  const auto& conf = examination.session.conf;
  const std::string absent = Named(conf.network.owner, conf.NetworkName()) + " is not there";
  try {
    plugin::RequireCreatable(examination.session);
    examination.Add("network-absent", absent + "; the next ADD makes it");
  } catch (const plugin::Error& error) {
    examination.AddWithNext("network-missing", error.what());
  } catch (const state::MarkerError& error) {
    examination.AddWithNext("network-missing", absent + ", and " + error.what());
  }
}

void CheckOwn(Examination& examination) {
  const auto& conf = examination.session.conf;
  try {
    const auto kept = plugin::FindNetwork(examination.session);
    if (!kept) return CheckAbsent(examination);
    examination.Add("network-live", Described(conf.network.owner, kept->network));
  } catch (const plugin::Error& error) {
    const bool is_drift = error.code() == plugin::Code::kNetworkMismatch;
    examination.AddWithNext(is_drift ? "network-drift" : "network-conflict", error.what());
  }
}

void CheckEntry(Examination& examination, const state::NetworkEntry& entry) {
  const NetworkReport report = ReportOn(examination.session, entry);
  if (!report.drift.empty()) {
    examination.AddWithNext("network-drift", "owner " + entry.owner + ": " + report.drift);
  } else {
    examination.Add(
        report.state == "live" ? "network-live" : "network-absent",
        Named(entry.owner, entry.name) + (report.state == "live" ? " is there" : " is not there"));
  }
}

}  // namespace

void CheckNetworks(Examination& examination) {
  const state::MarkerContent marker = examination.session.marker.Read();
  CheckMarker(examination, marker);
  const std::string& owner = examination.session.conf.network.owner;
  if (examination.is_configured) CheckOwn(examination);
  for (const state::NetworkEntry& entry : marker.networks) {
    if (!examination.is_configured || entry.owner != owner) CheckEntry(examination, entry);
  }
}

}  // namespace cli
