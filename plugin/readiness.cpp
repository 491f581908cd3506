#include "plugin/readiness.h"

#include "ipam/allocator.h"
#include "plugin/delegated_ipam.h"
#include "plugin/error.h"
#include "plugin/network_keeper.h"

namespace plugin {
namespace {

// How many records are looked behind at most: STATUS is a matter of milliseconds.
constexpr unsigned kMostLooks = 8;

std::optional<state::Record> AttachmentOfNetwork(Session& session, const state::RecordName& name) {
  const auto content = session.records.Read(name);
  const auto* record = content ? std::get_if<state::Record>(&*content) : nullptr;
  if (record == nullptr || record->kind != state::RecordKind::kAttachment) return std::nullopt;
  if (record->network_name != session.conf.name) return std::nullopt;
  return *record;
}

// Its ADD came to its end, or the runtime would have started nothing there.
bool Runs(Session& session, const state::Record& record) {
  const auto name_space = session.hcn.FindNamespace(record.namespace_id);
  return name_space && !name_space->containers.empty();
}

// An HNS that was restarted may have lost all endpoints, while the pods go on. The first attachment
// that has its endpoint proves that it has not.
void RequireEndpoints(Session& session, const std::vector<state::RecordName>& names) {
  std::optional<state::Record> lost;
  unsigned looks = 0;
  for (const state::RecordName& name : names) {
    const auto record = AttachmentOfNetwork(session, name);
    if (!record) continue;
    if (session.hcn.OpenEndpoint(name.id)) return;
    if (!lost && Runs(session, *record)) lost = record;
    if (++looks == kMostLooks) break;
  }
  if (!lost) return;
  throw Error(Code::kLimitedConnectivity,
              "HCN has lost the endpoints of pods that run, such as " +
                  state::PodOrContainer(*lost) + " (" + lost->endpoint_name +
                  "): HNS was restarted, and they have no network until they are deleted and made "
                  "anew; their DEL frees their addresses");
}

void RequireAddress(const Session& session, const std::vector<state::RecordName>& names) {
  std::vector<ipam::IpAddress> in_use;
  for (const state::RecordName& name : names) {
    in_use.insert(in_use.end(), name.addresses.begin(), name.addresses.end());
  }
  for (const ipam::Slice& slice : session.conf.slices) {
    static_cast<void>(ipam::Allocator(slice, in_use).Next(std::nullopt));
  }
}

}  // namespace

void RequireReady(Session& session) {
  const bool has_network = FindNetwork(session).has_value();
  const auto names = session.records.List();
  RequireEndpoints(session, names);
  if (!has_network) RequireCreatable(session);
  if (!session.conf.ipam_type.empty()) return DelegatedIpam(session).Status();
  RequireAddress(session, names);
}

}  // namespace plugin
