#include "plugin/candidates.h"

#include <algorithm>
#include <utility>

#include "plugin/delegated_ipam.h"
#include "plugin/detach.h"

namespace plugin {
namespace {

// A lock is an open file, and a process may have 1024 of these.
constexpr std::size_t kMostLocked = 256;

// Whose lease the IPAM plugin of this network may keep.
std::optional<LeaseHolder> HolderOf(const std::string& network,
                                    const std::optional<state::RecordOrUnreadable>& content,
                                    const std::optional<hcn::HostComputeEndpoint>& endpoint) {
  if (const auto* record = content ? std::get_if<state::Record>(&*content) : nullptr) {
    if (record->network_name != network) return std::nullopt;
    return LeaseHolder{record->container_id, record->ifname};
  }
  const auto owned = endpoint ? Recognise(endpoint->name, endpoint->id) : std::nullopt;
  if (!owned || owned->network != NetworkInName(network)) return std::nullopt;
  return LeaseHolder{owned->container_id, owned->ifname};
}

}  // namespace

Candidates::Candidates(Session& session, Collector& failures, std::set<std::string> networks)
    : session_(session), failures_(failures), networks_(std::move(networks)) {
  AddEndpoints();
  AddRecords();
}

std::vector<Candidate> Candidates::all() const {
  std::vector<Candidate> list;
  for (const auto& [id, candidate] : all_) list.push_back(candidate);
  return list;
}

// Null when the endpoint is not ours, or of another network.
const std::string* Candidates::NetworkOf(const hcn::HostComputeEndpoint& endpoint) const {
  const auto owned = Recognise(endpoint.name, endpoint.id);
  if (!owned) return nullptr;
  const auto network = std::ranges::find(networks_, owned->network, NetworkInName);
  return network == networks_.end() ? nullptr : &*network;
}

// Of an unfinished record only the id is known: nothing was made for it yet, and its endpoint, if
// there is one, says itself whose it is. Any other record that cannot be read is left to DEL.
bool Candidates::IsToJudge(const state::RecordOrUnreadable& content) const {
  if (const auto* unreadable = std::get_if<state::Unreadable>(&content)) {
    return unreadable->is_unfinished;
  }
  const auto& record = std::get<state::Record>(content);
  return IsOfOurEndpoint(record) && networks_.contains(record.network_name);
}

void Candidates::AddEndpoints() {
  for (const hcn::Guid& id : session_.hcn.ListEndpoints()) {
    failures_.Try("look at endpoint " + id.ToString(), [&] {
      const auto endpoint = session_.hcn.FindEndpoint(id);
      if (!endpoint) return;
      inhabited_.insert(endpoint->host_compute_namespace);
      const std::string* network = NetworkOf(*endpoint);
      if (network == nullptr) return;
      Candidate& candidate = all_[id];
      candidate = {.id = id,
                   .what = "endpoint " + endpoint->name + " (" + id.ToString() + ")",
                   .network = *network,
                   .container = Recognise(endpoint->name, id)->container_id,
                   .has_endpoint = true};
    });
  }
}

void Candidates::AddRecords() {
  for (const state::RecordName& name : session_.records.List()) {
    if (const auto known = all_.find(name.id); known != all_.end()) {
      known->second.has_record = true;
      continue;
    }
    failures_.Try("read " + name.ToString(), [&] {
      const auto content = session_.records.Read(name);
      if (!content || !IsToJudge(*content)) return;
      Candidate& candidate = all_[name.id];
      candidate = {.id = name.id, .what = "record " + name.ToString(), .has_record = true};
      const auto* record = std::get_if<state::Record>(&*content);
      if (record == nullptr) return;
      candidate.network = record->network_name;
      candidate.container = Recognise(record->endpoint_name, name.id)->container_id;
    });
  }
}

template <typename IsSpared>
std::vector<Candidate> Candidates::Take(const IsSpared& is_spared) {
  std::vector<Candidate> spared;
  for (auto each = all_.begin(); each != all_.end();) {
    if (!is_spared(each->second)) {
      ++each;
      continue;
    }
    spared.push_back(std::move(each->second));
    each = all_.erase(each);
  }
  return spared;
}

std::vector<Candidate> Candidates::Spare(const Protection& protection) {
  std::set<hcn::Guid> ids;
  for (const conf::AttachmentKey& key : protection.attachments) {
    for (const std::string& network : networks_) {
      ids.insert(Identity::Of("", network, key.container_id, key.ifname).endpoint_id);
    }
  }
  std::set<std::string> containers;
  for (const std::string& id : protection.container_ids) containers.insert(ContainerInName(id));
  return Take([&](const Candidate& candidate) {
    return ids.contains(candidate.id) || containers.contains(candidate.container);
  });
}

std::vector<Candidate> Candidates::SpareLiving() {
  return Take([this](Candidate& candidate) {
    candidate.reason.clear();
    failures_.Try("look at " + candidate.what, [&] {
      const auto lock = session_.locks.TryAttachment(candidate.id);
      if (lock) candidate.reason = WhyDead(candidate.id);
    });
    return candidate.reason.empty();
  });
}

std::string Candidates::WhyDead(const hcn::Guid& id) {
  const auto endpoint = session_.hcn.FindEndpoint(id);
  const hcn::Guid name_space =
      endpoint ? endpoint->host_compute_namespace
               : RemainsOf(session_, id, session_.records.Find(id)).namespace_id;
  if (name_space.IsNil()) return endpoint ? "it is in no namespace" : "nobody finished it";
  if (session_.hcn.OpenNamespace(name_space)) return "";
  return (endpoint ? "its namespace " : "it has no endpoint, and its namespace ") +
         name_space.ToString() + " does not exist";
}

// Takes the locks of the next few that have to go, with their reasons.
std::vector<Candidates::Doomed> Candidates::LockNext(All::iterator& next, OnlyDead only_dead) {
  std::vector<Doomed> doomed;
  for (; next != all_.end() && doomed.size() < kMostLocked; ++next) {
    Candidate& candidate = next->second;
    failures_.Try("look at " + candidate.what, [&] {
      auto lock = session_.locks.TryAttachment(candidate.id);
      if (!lock) return;
      candidate.reason =
          only_dead == OnlyDead::kYes ? WhyDead(candidate.id) : "the list does not name it";
      if (!candidate.reason.empty()) doomed.push_back({candidate, std::move(lock)});
    });
  }
  return doomed;
}

std::vector<Candidate> Candidates::Remove(OnlyDead only_dead) {
  std::vector<Candidate> removed;
  for (auto next = all_.begin(); next != all_.end();) {
    const auto doomed = LockNext(next, only_dead);
    if (doomed.empty()) continue;
    failures_.Try("remove orphans", [&] {
      // Under the locks: what an ADD asked for that has died since the first look is not seen yet.
      WaitForLateCalls(session_);
      for (const Doomed& each : doomed) {
        failures_.Try("remove " + each.candidate.what, [&] {
          if (RemoveOne(each.candidate.id)) removed.push_back(each.candidate);
        });
      }
    });
  }
  return removed;
}

// False when it turns out to be nobody's to remove.
bool Candidates::RemoveOne(const hcn::Guid& id) {
  const auto name = session_.records.Find(id);
  const auto content = name ? session_.records.Read(*name) : std::nullopt;
  if (content && !IsToJudge(*content)) return false;
  const auto endpoint = session_.hcn.FindEndpoint(id);
  if (endpoint && NetworkOf(*endpoint) == nullptr) return false;
  Remains remains = RemainsOf(session_, id, name);
  remains.is_recorded = false;  // Remove has waited for late calls already
  Dismantle(session_, remains);
  if (const auto holder = HolderOf(session_.conf.name, content, endpoint))
    ReleaseLease(session_, holder);
  if (name) session_.records.Forget(*name);
  session_.log.Info("removed orphan " + id.ToString());
  return true;
}

}  // namespace plugin
