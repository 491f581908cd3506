#include "plugin/adoption.h"

#include <algorithm>

#include "plugin/identity.h"
#include "plugin/reservation.h"

namespace plugin {
namespace {

std::vector<ipam::IpAddress> AddressesOf(const hcn::HostComputeEndpoint& endpoint) {
  std::vector<ipam::IpAddress> addresses;
  for (const hcn::IpConfig& ip : endpoint.ip_configurations) {
    if (const auto address = ipam::IpAddress::Parse(ip.ip_address)) addresses.push_back(*address);
  }
  std::ranges::sort(addresses);
  return addresses;
}

}  // namespace

state::Record LostRecord(Session& session, const hcn::HostComputeEndpoint& endpoint,
                         std::string_view network_name) {
  const auto owned = Recognise(endpoint.name, endpoint.id);
  state::Record lost;
  lost.name = {AddressesOf(endpoint), endpoint.id};
  lost.container_id = owned->container_id;
  lost.ifname = owned->ifname;
  const bool is_of_it = owned->network == NetworkInName(network_name);
  lost.network_name = is_of_it ? std::string(network_name) : owned->network;
  lost.endpoint_name = endpoint.name;
  lost.network_id = endpoint.host_compute_network;
  lost.namespace_id = endpoint.host_compute_namespace;
  lost.created = session.Timestamp();
  return lost;
}

std::vector<Candidate> AdoptLost(Session& session, const std::vector<Candidate>& candidates,
                                 Write write, Collector& failures) {
  std::vector<Candidate> adopted;
  for (const Candidate& candidate : candidates) {
    if (!candidate.has_endpoint || candidate.has_record) continue;
    failures.Try("adopt " + candidate.what, [&] {
      const auto lock = session.locks.TryAttachment(candidate.id);
      if (!lock || session.records.Find(candidate.id)) return;
      const auto endpoint = session.hcn.FindEndpoint(candidate.id);
      if (!endpoint || !IsLive(session, *endpoint)) return;
      const state::Record lost = LostRecord(session, *endpoint, candidate.network);
      if (lost.name.addresses.empty()) return;
      if (write == Write::kYes) session.records.Replace(std::nullopt, lost);
      adopted.push_back(candidate);
      adopted.back().reason = "it is live and has no record";
    });
  }
  return adopted;
}

}  // namespace plugin
