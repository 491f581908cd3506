#include "plugin/network_release.h"

#include "conf/text.h"
#include "plugin/error.h"

namespace plugin {
namespace {

std::string NameOf(const state::NetworkEntry& entry) {
  return "HCN network " + entry.name + " (" + entry.id.ToString() + ")";
}

[[noreturn]] void RefuseUsed(const state::NetworkEntry& entry, const std::string& by) {
  throw Error(Code::kCleanupIncomplete, NameOf(entry) + " is not deleted: " + by +
                                            "; delete the pods that use it first, or, when there "
                                            "are none, let GC or `hcn-slice purge` clear it");
}

// HCN deletes a network's endpoints with it, whoever's they are.
void RequireNoEndpoint(Session& session, const state::NetworkEntry& entry) {
  for (const hcn::Guid& id : session.hcn.ListEndpoints()) {
    const auto endpoint = session.hcn.FindEndpoint(id);
    if (endpoint && endpoint->host_compute_network == entry.id) {
      RefuseUsed(entry, "endpoint " + endpoint->name + " (" + id.ToString() + ") is in it");
    }
  }
}

// A record stands before its endpoint does.
void RequireNoRecord(Session& session, const state::NetworkEntry& entry) {
  for (const state::RecordName& name : session.records.List()) {
    const auto content = session.records.Read(name);
    const auto* record = content ? std::get_if<state::Record>(&*content) : nullptr;
    if (record == nullptr || record->kind != state::RecordKind::kAttachment) continue;
    if (record->network_id == entry.id) RefuseUsed(entry, name.ToString() + " is on record for it");
  }
}

std::string TakeDown(Session& session, const state::NetworkEntry& entry) {
  const auto network = session.hcn.FindNetwork(entry.id);
  if (!network) return "forgot " + NameOf(entry) + ", which HCN does not have";
  if (!IsMadeByUs(session, entry, *network)) {
    return "forgot " + NameOf(entry) + " and left it in HCN: it is not what hcn-slice made";
  }
  RequireNoEndpoint(session, entry);
  RequireNoRecord(session, entry);
  session.hcn.DeleteNetwork(entry.id);
  return "deleted " + NameOf(entry);
}

}  // namespace

bool IsOurEntry(const Session& session, const state::NetworkEntry& entry) {
  if (entry.IsForeign()) return false;
  return entry.created_by.empty() || entry.created_by == session.conf.owner_tag;
}

bool IsMadeByUs(const Session& session, const state::NetworkEntry& entry,
                const hcn::HostComputeNetwork& network) {
  return entry.created_by == session.conf.owner_tag && entry.id == network.id &&
         entry.name == network.name;
}

std::string ReleaseNetwork(Session& session, std::string_view owner) {
  const auto lock = session.locks.Network();
  const state::MarkerContent marker = session.marker.Read();
  if (!marker.refusal.empty()) throw state::MarkerError(marker.refusal);
  std::string done;
  for (const state::NetworkEntry& entry : marker.networks) {
    if (entry.owner != owner) continue;
    if (!IsOurEntry(session, entry)) {
      throw Error(Code::kNetworkMismatch,
                  "the entry of owner " + entry.owner + " in the network marker is of " +
                      (entry.created_by.empty() ? "another program" : entry.created_by) +
                      ", which has to release it");
    }
    done += (done.empty() ? "" : "; ") + TakeDown(session, entry);
  }
  if (done.empty()) {
    throw Error(Code::kInvalidNetworkConfig, "the network marker " +
                                                 conf::ToUtf8(session.marker.file()) +
                                                 " has no network of owner " + std::string(owner));
  }
  session.marker.Remove(owner);
  session.log.Info(done);
  return done;
}

}  // namespace plugin
