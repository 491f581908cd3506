#include "plugin/sweep.h"

#include <algorithm>
#include <set>

#include "conf/text.h"
#include "plugin/adoption.h"
#include "plugin/collector.h"
#include "plugin/delegated_ipam.h"
#include "plugin/error.h"
#include "plugin/pod_namespace.h"
#include "plugin/reservation.h"

namespace plugin {
namespace {

using OnlyDead = Candidates::OnlyDead;

constexpr std::chrono::seconds kSecondLook{2};

// The default namespace is the last thing that HNS has ready after a start; without it, absence
// proves nothing.
bool HasSettled(Session& session) {
  const auto ids = session.hcn.ListNamespaces();
  return std::any_of(ids.begin(), ids.end(), [&session](const hcn::Guid& id) {
    const auto name_space = session.hcn.FindNamespace(id);
    return name_space && name_space->type == hcn::NamespaceType::kHostDefault;
  });
}

void RemoveProvable(Session& session, Collector& failures) {
  const auto lock = session.locks.TrySweep();
  if (!lock) return session.log.Info("another process is sweeping");
  if (!HasSettled(session)) {
    return session.log.Warn("HCN does not list its default namespace yet; nothing is swept");
  }
  Candidates candidates(session, failures, {session.conf.name});
  AdoptLost(session, candidates.SpareLiving(), Write::kYes, failures);
  if (candidates.empty() || !session.Wait(kSecondLook)) return;
  candidates.Remove(OnlyDead::kYes);
}

void RemoveUnlisted(Session& session, const std::vector<conf::AttachmentKey>& valid,
                    Collector& failures) {
  Candidates candidates(session, failures, {session.conf.name});
  AdoptLost(session, candidates.Spare({valid, {}}), Write::kYes, failures);
  candidates.Remove(OnlyDead::kNo);
}

// What is on record of attachments, of whatever network.
std::vector<state::Record> AttachmentRecords(Session& session) {
  std::vector<state::Record> records;
  for (const state::RecordName& name : session.records.List()) {
    const auto content = session.records.Read(name);
    const auto* record = content ? std::get_if<state::Record>(&*content) : nullptr;
    if (record != nullptr && record->kind == state::RecordKind::kAttachment) {
      records.push_back(*record);
    }
  }
  return records;
}

// Those of these namespaces that are ours, in which nothing is and that no record explains: their
// ADD died, and HNS made them afterwards.
std::set<hcn::Guid> LeftAmong(Session& session, const std::set<hcn::Guid>& ids) {
  std::set<hcn::Guid> left;
  for (const hcn::Guid& id : ids) {
    const auto name_space = session.hcn.FindNamespace(id);
    if (name_space && name_space->owner == session.conf.owner_tag && IsEmpty(*name_space)) {
      left.insert(id);
    }
  }
  if (left.empty()) return left;
  for (const auto& record : AttachmentRecords(session)) left.erase(record.namespace_id);
  return left;
}

// Of all namespaces but these, which something is in.
std::set<hcn::Guid> LeftNamespaces(Session& session, const std::set<hcn::Guid>& inhabited) {
  std::set<hcn::Guid> others;
  for (const hcn::Guid& id : session.hcn.ListNamespaces()) {
    if (!inhabited.contains(id)) others.insert(id);
  }
  return LeftAmong(session, others);
}

// Those that were left at the first look, too. Says which.
std::vector<hcn::Guid> RemoveStillLeft(Session& session, const std::set<hcn::Guid>& first_look,
                                       Apply apply) {
  std::vector<hcn::Guid> removed;
  for (const hcn::Guid& id : LeftAmong(session, first_look)) {
    if (apply == Apply::kYes) RemoveNamespace(session, id, false);
    removed.push_back(id);
  }
  return removed;
}

void RemoveLeftNamespaces(Session& session) {
  const auto first_look = LeftNamespaces(session, {});
  if (first_look.empty() || !session.Wait(kSecondLook)) return;
  RemoveStillLeft(session, first_look, Apply::kYes);
}

// This network's, and those that the state folder speaks of.
std::set<std::string> NetworksOfFolder(Session& session) {
  std::set<std::string> networks{session.conf.name};
  for (const auto& record : AttachmentRecords(session)) networks.insert(record.network_name);
  return networks;
}

// Orphans are told by their records, too: without any, all that is live looks like a loss.
void RequireRightFolder(Session& session) {
  if (!session.records.List().empty()) return;
  for (const hcn::Guid& id : session.hcn.ListEndpoints()) {
    const auto endpoint = session.hcn.FindEndpoint(id);
    const auto owned = endpoint ? Recognise(endpoint->name, id) : std::nullopt;
    if (!owned || owned->owner_tag != session.conf.owner_tag) continue;
    if (!IsLive(session, *endpoint)) continue;
    throw Error(Code::kInvalidNetworkConfig,
                "nothing was changed: " + conf::ToUtf8(session.records.folder()) +
                    " has no records, but HCN holds live endpoints of ours, such as " +
                    endpoint->name +
                    "; say which state folder is theirs with --conflist or --state-dir. If their "
                    "records are lost, the next ADD begins new ones, and gc adopts the rest then");
  }
}

// What was seen once is not reported, and that nothing was found would not be true.
void WaitForSecondLook(Session& session) {
  if (session.Wait(kSecondLook)) return;
  throw Error(
      Code::kTryAgainLater,
      "nothing was removed: the first look at what HCN has took so long that no time is left "
      "for the second one, which has to confirm it; look at the HNS service, and try again");
}

void Append(std::vector<Finding>& findings, Finding::Action action,
            const std::vector<Candidate>& candidates) {
  for (const Candidate& each : candidates) findings.push_back({action, each.what, each.reason});
}

}  // namespace

void CollectGarbage(Session& session) {
  Collector failures(session.log);
  if (session.request.valid_attachments) {
    RemoveUnlisted(session, *session.request.valid_attachments, failures);
  } else {
    RemoveProvable(session, failures);
  }
  failures.Try("remove namespaces that are left over", [&] { RemoveLeftNamespaces(session); });
  failures.Try("remove stray temporary files", [&] { session.records.RemoveStrays(); });
  if (!session.conf.ipam_type.empty()) {
    failures.Try("have " + session.conf.ipam_type + " collect its garbage",
                 [&] { DelegatedIpam(session).CollectGarbage(); });
  }
  if (failures.failures().empty()) return;
  std::string details;
  for (const std::string& failure : failures.failures()) details += failure + "\n";
  throw Error(Code::kCleanupIncomplete,
              std::to_string(failures.failures().size()) +
                  " of the removals failed, the first: " + failures.failures().front(),
              std::move(details));
}

void SweepProvableOrphans(Session& session) {
  Collector failures(session.log);
  failures.Try("sweep orphans", [&] { RemoveProvable(session, failures); });
}

std::vector<Finding> SweepForOperator(Session& session, const Protection& protection, Apply apply,
                                      Collector& failures) {
  const auto lock = session.locks.TrySweep();
  if (!lock) throw Error(Code::kTryAgainLater, "another process is sweeping; try again");
  if (!HasSettled(session)) {
    throw Error(Code::kTryAgainLater,
                "HCN does not list its default namespace, so that nothing it lacks proves "
                "anything; try again in a minute, and if that lasts look at the HNS service");
  }
  RequireRightFolder(session);
  std::vector<Finding> findings;
  const Write write = apply == Apply::kYes ? Write::kYes : Write::kNo;
  Candidates candidates(session, failures, NetworksOfFolder(session));
  for (const auto& spared : {candidates.Spare(protection), candidates.SpareLiving()}) {
    Append(findings, Finding::Action::kAdopt, AdoptLost(session, spared, write, failures));
  }
  const auto left = LeftNamespaces(session, candidates.inhabited());
  if (!candidates.empty() || !left.empty()) WaitForSecondLook(session);
  if (apply == Apply::kYes) {
    Append(findings, Finding::Action::kRemove, candidates.Remove(OnlyDead::kYes));
    failures.Try("remove stray temporary files", [&] { session.records.RemoveStrays(); });
  } else {
    candidates.SpareLiving();
    Append(findings, Finding::Action::kRemove, candidates.all());
  }
  failures.Try("remove namespaces that are left over", [&] {
    for (const hcn::Guid& id : RemoveStillLeft(session, left, apply)) {
      findings.push_back({Finding::Action::kRemove, "namespace " + id.ToString(),
                          "hcn-slice made it, and nothing is in it"});
    }
  });
  return findings;
}

}  // namespace plugin
