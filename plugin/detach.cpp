#include "plugin/detach.h"

#include "plugin/collector.h"
#include "plugin/pod_namespace.h"

namespace plugin {
namespace {

// How long HNS may need to finish what a process asked that is dead by now.
constexpr std::chrono::milliseconds kLateEffect{500};

Remains FromRecord(const state::Record& record) {
  return {record.name.id, record.namespace_id, record.creates_namespace, true};
}

Remains FromHcn(Session& session, const hcn::Guid& endpoint_id) {
  Remains remains{endpoint_id, {}, false, false};
  if (const auto endpoint = session.hcn.FindEndpoint(endpoint_id)) {
    remains.namespace_id = endpoint->host_compute_namespace;
  }
  return remains;
}

// Detaching is a courtesy: deleting detaches as well. Its failure only counts when the endpoint
// stays.
void TakeOut(Session& session, const Remains& remains, Collector& failures) {
  failures.Try("take the endpoint out of namespace " + remains.namespace_id.ToString(), [&] {
    const auto name_space = session.hcn.OpenNamespace(remains.namespace_id);
    if (name_space) session.hcn.RemoveEndpoint(*name_space, remains.endpoint_id);
  });
}

void DeleteEndpoint(Session& session, const Remains& remains) {
  const bool was_there = session.hcn.DeleteEndpoint(remains.endpoint_id);
  if (was_there || !remains.is_recorded) return;
  session.Wait(kLateEffect);
  if (session.hcn.DeleteEndpoint(remains.endpoint_id)) {
    session.log.Info("deleted an endpoint that HNS finished late");
  }
}

}  // namespace

Remains RemainsOf(Session& session, const hcn::Guid& endpoint_id,
                  const std::optional<state::RecordName>& name) {
  if (name) {
    const auto content = session.records.Read(*name);
    if (content && std::holds_alternative<state::Record>(*content)) {
      return FromRecord(std::get<state::Record>(*content));
    }
  }
  return FromHcn(session, endpoint_id);
}

void Dismantle(Session& session, const Remains& remains) {
  Collector failures(session.log);
  if (!remains.namespace_id.IsNil()) TakeOut(session, remains, failures);
  DeleteEndpoint(session, remains);
  const bool may_be_ours =
      remains.made_namespace || session.conf.name_space == conf::NamespacePolicy::kIfMissing;
  if (!remains.namespace_id.IsNil() && may_be_ours) {
    RemoveNamespace(session, remains.namespace_id, remains.made_namespace);
  }
}

void Detach(Session& session) {
  const Identity self = session.Self();
  const auto lock = session.locks.Attachment(self.endpoint_id);
  const auto name = session.records.Find(self.endpoint_id);
  Remains remains = RemainsOf(session, self.endpoint_id, name);
  const auto& requested = session.request.environment.namespace_id;
  if (remains.namespace_id.IsNil() && requested) remains.namespace_id = *requested;
  Dismantle(session, remains);
  if (name) session.records.Forget(*name);
}

}  // namespace plugin
