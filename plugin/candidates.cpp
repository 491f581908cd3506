#include "plugin/candidates.h"

#include <algorithm>

#include "plugin/detach.h"

namespace plugin {
namespace {

bool IsOfNetwork(const Session& session, const hcn::HostComputeEndpoint& endpoint) {
  const auto owned = Recognise(endpoint.name, endpoint.id);
  return owned && owned->network == NetworkInName(session.conf.name);
}

// Of an unfinished record only the id is known: nothing was made for it yet, and its endpoint, if
// there is one, says itself whose it is. Any other record that cannot be read is left to DEL.
bool IsToJudge(const Session& session, const state::RecordOrUnreadable& content) {
  if (const auto* unreadable = std::get_if<state::Unreadable>(&content)) {
    return unreadable->is_unfinished;
  }
  const auto& record = std::get<state::Record>(content);
  return IsOfOurEndpoint(record) && record.network_name == session.conf.name;
}

}  // namespace

Candidates::Candidates(Session& session, Collector& failures)
    : session_(session), failures_(failures) {
  AddEndpoints();
  AddRecords();
  std::sort(ids_.begin(), ids_.end());
  ids_.erase(std::unique(ids_.begin(), ids_.end()), ids_.end());
}

void Candidates::AddEndpoints() {
  for (const hcn::Guid& id : session_.hcn.ListEndpoints()) {
    failures_.Try("look at endpoint " + id.ToString(), [&] {
      const auto endpoint = session_.hcn.FindEndpoint(id);
      if (endpoint && IsOfNetwork(session_, *endpoint)) ids_.push_back(id);
    });
  }
}

void Candidates::AddRecords() {
  for (const state::RecordName& name : session_.records.List()) {
    failures_.Try("read " + name.ToString(), [&] {
      const auto content = session_.records.Read(name);
      if (content && IsToJudge(session_, *content)) ids_.push_back(name.id);
    });
  }
}

void Candidates::Spare(const std::vector<conf::AttachmentKey>& valid) {
  for (const conf::AttachmentKey& key : valid) {
    const auto& conf = session_.conf;
    const auto identity = Identity::Of(conf.owner_tag, conf.name, key.container_id, key.ifname);
    std::erase(ids_, identity.endpoint_id);
  }
}

void Candidates::SpareLiving() {
  std::erase_if(ids_, [this](const hcn::Guid& id) {
    bool is_dead = false;
    failures_.Try("look at " + id.ToString(), [&] {
      const auto lock = session_.locks.TryAttachment(id);
      is_dead = lock && LooksDead(id);
    });
    return !is_dead;
  });
}

bool Candidates::LooksDead(const hcn::Guid& id) {
  const auto endpoint = session_.hcn.FindEndpoint(id);
  const hcn::Guid name_space =
      endpoint ? endpoint->host_compute_namespace
               : RemainsOf(session_, id, session_.records.Find(id)).namespace_id;
  return name_space.IsNil() || !session_.hcn.OpenNamespace(name_space);
}

void Candidates::Remove(OnlyDead only_dead) {
  for (const hcn::Guid& id : ids_) {
    failures_.Try("remove orphan " + id.ToString(), [&] {
      const auto lock = session_.locks.TryAttachment(id);
      if (lock && (only_dead == OnlyDead::kNo || LooksDead(id))) RemoveOne(id);
    });
  }
}

void Candidates::RemoveOne(const hcn::Guid& id) {
  const auto name = session_.records.Find(id);
  const auto content = name ? session_.records.Read(*name) : std::nullopt;
  if (content && !IsToJudge(session_, *content)) return;
  const auto endpoint = session_.hcn.FindEndpoint(id);
  if (endpoint && !IsOfNetwork(session_, *endpoint)) return;
  Remains remains = RemainsOf(session_, id, name);
  remains.is_recorded = false;  // whoever sweeps has waited for late calls already
  Dismantle(session_, remains);
  if (name) session_.records.Forget(*name);
  session_.log.Info("removed orphan " + id.ToString());
}

}  // namespace plugin
