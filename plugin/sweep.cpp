#include "plugin/sweep.h"

#include <algorithm>
#include <set>

#include "plugin/candidates.h"
#include "plugin/collector.h"
#include "plugin/error.h"
#include "plugin/pod_namespace.h"

namespace plugin {
namespace {

using OnlyDead = Candidates::OnlyDead;

constexpr std::chrono::seconds kSecondLook{2};
// How long HNS may need to finish what a process asked that is dead by now.
constexpr std::chrono::milliseconds kLateEffect{500};

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
  Candidates candidates(session, failures);
  candidates.SpareLiving();
  if (candidates.empty() || !session.Wait(kSecondLook)) return;
  candidates.Remove(OnlyDead::kYes);
}

void RemoveUnlisted(Session& session, const std::vector<conf::AttachmentKey>& valid,
                    Collector& failures) {
  Candidates candidates(session, failures);
  candidates.Spare(valid);
  if (candidates.empty() || !session.Wait(kLateEffect)) return;
  candidates.Remove(OnlyDead::kNo);
}

// The namespaces that our records speak of, of whatever network.
std::set<hcn::Guid> RecordedNamespaces(Session& session) {
  std::set<hcn::Guid> ids;
  for (const state::RecordName& name : session.records.List()) {
    const auto content = session.records.Read(name);
    const auto* record = content ? std::get_if<state::Record>(&*content) : nullptr;
    if (record != nullptr) ids.insert(record->namespace_id);
  }
  return ids;
}

// Namespaces of ours in which nothing is and that no record explains: their ADD died, and HNS made
// them afterwards.
std::set<hcn::Guid> LeftNamespaces(Session& session) {
  std::set<hcn::Guid> left;
  for (const hcn::Guid& id : session.hcn.ListNamespaces()) {
    const auto name_space = session.hcn.FindNamespace(id);
    if (name_space && name_space->owner == session.conf.owner_tag && IsEmpty(*name_space)) {
      left.insert(id);
    }
  }
  if (left.empty()) return left;
  for (const hcn::Guid& id : RecordedNamespaces(session)) left.erase(id);
  return left;
}

void RemoveLeftNamespaces(Session& session) {
  const auto first_look = LeftNamespaces(session);
  if (first_look.empty() || !session.Wait(kSecondLook)) return;
  for (const hcn::Guid& id : LeftNamespaces(session)) {
    if (first_look.contains(id)) RemoveNamespace(session, id, false);
  }
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

}  // namespace plugin
