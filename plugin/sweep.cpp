#include "plugin/sweep.h"

#include <algorithm>
#include <map>
#include <set>

#include "plugin/collector.h"
#include "plugin/detach.h"
#include "plugin/error.h"

namespace plugin {
namespace {

constexpr std::chrono::seconds kSecondLook{2};

// An attachment that may have to go. Its record comes second: a sweep lists endpoints before
// records, so that what was made in between is seen as a record without endpoint at most, never the
// other way round.
struct Candidate {
  hcn::Guid endpoint_id;
  std::optional<state::RecordName> name;
};
using Candidates = std::map<hcn::Guid, Candidate>;

// Endpoints that vanish while they are listed are gone, which is fine.
void AddEndpoints(Session& session, Candidates& candidates) {
  const std::string network = NetworkInName(session.conf.name);
  for (const hcn::Guid& id : session.hcn.ListEndpoints()) {
    const auto endpoint = session.hcn.FindEndpoint(id);
    if (!endpoint) continue;
    const auto owned = Recognise(endpoint->name, endpoint->id);
    if (owned && owned->network == network) candidates[id] = {id, std::nullopt};
  }
}

// An unfinished record is everybody's: nothing was made for it yet, and only its id says for whom
// it was to be. Any other that cannot be read is left to DEL.
bool IsToJudge(const Session& session, const state::RecordOrUnreadable& content) {
  if (const auto* unreadable = std::get_if<state::Unreadable>(&content)) {
    return unreadable->is_unfinished;
  }
  const auto& record = std::get<state::Record>(content);
  return record.kind == state::RecordKind::kAttachment && record.network_name == session.conf.name;
}

void AddRecords(Session& session, Candidates& candidates) {
  for (const state::RecordName& name : session.records.List()) {
    const auto known = candidates.find(name.id);
    if (known != candidates.end()) {
      known->second.name = name;
      continue;
    }
    const auto content = session.records.Read(name);
    if (content && IsToJudge(session, *content)) candidates[name.id] = {name.id, name};
  }
}

Candidates List(Session& session) {
  Candidates candidates;
  AddEndpoints(session, candidates);
  AddRecords(session, candidates);
  return candidates;
}

// Reads everything again under the attachment's lock, so that nothing that changed meanwhile is
// judged by old facts.
void Remove(Session& session, const Candidate& candidate) {
  const auto name = session.records.Find(candidate.endpoint_id);
  Dismantle(session, RemainsOf(session, candidate.endpoint_id, name));
  if (name) session.records.Forget(*name);
  session.log.Info("removed orphan " + candidate.endpoint_id.ToString());
}

std::set<hcn::Guid> IdsOf(const Session& session, const std::vector<conf::AttachmentKey>& valid) {
  std::set<hcn::Guid> ids;
  for (const conf::AttachmentKey& key : valid) {
    ids.insert(Identity::Of(session.conf.owner_tag, session.conf.name, key.container_id, key.ifname)
                   .endpoint_id);
  }
  return ids;
}

// The default namespace is the last thing that HNS has ready after a start; without it, absence
// proves nothing.
bool HasSettled(Session& session) {
  const auto ids = session.hcn.ListNamespaces();
  return std::any_of(ids.begin(), ids.end(), [&session](const hcn::Guid& id) {
    const auto name_space = session.hcn.FindNamespace(id);
    return name_space && name_space->type == hcn::NamespaceType::kHostDefault;
  });
}

// Dead at this moment: in no namespace, or in one that HCN says is absent.
bool LooksDead(Session& session, const Candidate& candidate) {
  const auto endpoint = session.hcn.FindEndpoint(candidate.endpoint_id);
  hcn::Guid name_space;
  if (endpoint) {
    name_space = endpoint->host_compute_namespace;
  } else if (candidate.name) {
    const auto name = session.records.Find(candidate.endpoint_id);
    name_space = RemainsOf(session, candidate.endpoint_id, name).namespace_id;
  }
  return name_space.IsNil() || !session.hcn.OpenNamespace(name_space);
}

void DropLiving(Session& session, Candidates& candidates) {
  for (auto it = candidates.begin(); it != candidates.end();) {
    const auto lock = session.locks.TryAttachment(it->first);
    it = lock && LooksDead(session, it->second) ? std::next(it) : candidates.erase(it);
  }
}

// Removes the candidates that `still` holds for once more under their lock.
template <typename Still>
void RemoveAll(Session& session, const Candidates& candidates, Collector& failures,
               const Still& still) {
  for (const auto& [id, candidate] : candidates) {
    failures.Try("remove orphan " + id.ToString(), [&, &one = candidate] {
      const auto lock = session.locks.TryAttachment(one.endpoint_id);
      if (lock && still(one)) Remove(session, one);
    });
  }
}

void RemoveProvable(Session& session, Collector& failures) {
  const auto lock = session.locks.TrySweep();
  if (!lock || !HasSettled(session)) return;
  Candidates candidates = List(session);
  DropLiving(session, candidates);
  if (candidates.empty() || !session.Wait(kSecondLook)) return;
  RemoveAll(session, candidates, failures,
            [&session](const Candidate& candidate) { return LooksDead(session, candidate); });
}

void RemoveUnlisted(Session& session, const std::vector<conf::AttachmentKey>& valid,
                    Collector& failures) {
  Candidates candidates = List(session);
  for (const hcn::Guid& id : IdsOf(session, valid)) candidates.erase(id);
  RemoveAll(session, candidates, failures, [](const Candidate&) { return true; });
}

}  // namespace

void CollectGarbage(Session& session) {
  Collector failures(session.log);
  if (session.request.valid_attachments) {
    RemoveUnlisted(session, *session.request.valid_attachments, failures);
  } else {
    RemoveProvable(session, failures);
  }
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
