#include "plugin/detach.h"

#include "plugin/collector.h"
#include "plugin/delegated_ipam.h"
#include "plugin/error.h"
#include "plugin/pod_namespace.h"

namespace plugin {
namespace {

Remains FromRecord(const state::Record& record) {
  return {record.name.id, record.namespace_id, record.creates_namespace, true};
}

Remains FromHcn(Session& session, const hcn::Guid& endpoint_id, bool is_recorded) {
  Remains remains{endpoint_id, {}, false, is_recorded};
  if (const auto endpoint = session.hcn.FindEndpoint(endpoint_id)) {
    remains.namespace_id = endpoint->host_compute_namespace;
  }
  return remains;
}

// Detaching is a courtesy: deleting detaches as well. Its failure only counts when the endpoint
// stays.
std::optional<hcn::NamespaceHandle> TakeOut(Session& session, const Remains& remains) {
  Collector failures(session.log);
  std::optional<hcn::NamespaceHandle> name_space;
  if (remains.namespace_id.IsNil()) return name_space;
  failures.Try("take the endpoint out of namespace " + remains.namespace_id.ToString(), [&] {
    name_space = session.hcn.OpenNamespace(remains.namespace_id);
    if (name_space) session.hcn.RemoveEndpoint(*name_space, remains.endpoint_id);
  });
  return name_space;
}

std::optional<state::RecordName> FindRecord(Session& session, const hcn::Guid& endpoint_id) {
  const Phases::Scope scope(session.phases, "find record");
  return session.records.Find(endpoint_id);
}

void Forget(Session& session, const state::RecordName& name) {
  const Phases::Scope scope(session.phases, "record");
  session.records.Forget(name);
}

void DeleteEndpoint(Session& session, const Remains& remains) {
  const bool was_there = session.hcn.DeleteEndpoint(remains.endpoint_id);
  if (was_there || !remains.is_recorded) return;
  WaitForLateCalls(session);
  if (session.hcn.DeleteEndpoint(remains.endpoint_id)) {
    session.log.Info("deleted an endpoint that HNS finished late");
  }
}

}  // namespace

bool IsOfOurEndpoint(const state::Record& record) {
  return record.kind == state::RecordKind::kAttachment &&
         Recognise(record.endpoint_name, record.name.id).has_value();
}

Remains RemainsOf(Session& session, const hcn::Guid& endpoint_id,
                  const std::optional<state::RecordName>& name) {
  if (!name) return FromHcn(session, endpoint_id, false);
  const Phases::Scope scope(session.phases, "record");
  std::optional<state::RecordOrUnreadable> content;
  Collector failures(session.log);
  failures.Try("read " + name->ToString(), [&] { content = session.records.Read(*name); });
  const auto* record = content ? std::get_if<state::Record>(&*content) : nullptr;
  if (record != nullptr && IsOfOurEndpoint(*record)) return FromRecord(*record);
  const auto* unreadable = content ? std::get_if<state::Unreadable>(&*content) : nullptr;
  return FromHcn(session, endpoint_id, unreadable == nullptr || !unreadable->is_unfinished);
}

void WaitForLateCalls(Session& session) {
  constexpr std::chrono::milliseconds kLateEffect{500};
  const Phases::Scope scope(session.phases, "late calls");
  if (session.Wait(kLateEffect)) return;
  throw Error(Code::kTryAgainLater,
              "no time is left to see whether HNS still makes an endpoint that was asked for");
}

void Dismantle(Session& session, const Remains& remains) {
  const auto name_space = TakeOut(session, remains);
  DeleteEndpoint(session, remains);
  const bool may_be_ours =
      remains.made_namespace || session.conf.name_space == conf::NamespacePolicy::kIfMissing;
  if (remains.namespace_id.IsNil() || !may_be_ours) return;
  if (name_space) {
    RemoveNamespace(session, *name_space, remains.namespace_id, remains.made_namespace);
  } else {
    RemoveNamespace(session, remains.namespace_id, remains.made_namespace);
  }
}

void Detach(Session& session) {
  const Identity self = session.Self();
  const auto lock = session.locks.Attachment(self.endpoint_id);
  const auto name = FindRecord(session, self.endpoint_id);
  if (name) session.log.SetAddresses(name->addresses);
  Remains remains = RemainsOf(session, self.endpoint_id, name);
  const auto& requested = session.request.environment.namespace_id;
  if (remains.namespace_id.IsNil() && requested) remains.namespace_id = *requested;
  Dismantle(session, remains);
  ReleaseLease(session);
  if (name) Forget(session, *name);
}

}  // namespace plugin
