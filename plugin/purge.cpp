#include "plugin/purge.h"

#include <algorithm>

#include "plugin/detach.h"
#include "plugin/error.h"
#include "plugin/identity.h"
#include "plugin/network_release.h"
#include "plugin/pod_namespace.h"
#include "plugin/reservation.h"

namespace plugin {
namespace {

using Attachment = Belongings::Attachment;

bool IsOurs(const Session& session, const hcn::HostComputeEndpoint& endpoint) {
  const auto owned = Recognise(endpoint.name, endpoint.id);
  return owned && owned->owner_tag == session.conf.owner_tag;
}

// A record that rests or is reserved is of something else. Of one that cannot be read the endpoint
// decides.
bool MayBeAttachment(const state::RecordOrUnreadable& content) {
  const auto* record = std::get_if<state::Record>(&content);
  return record == nullptr || IsOfOurEndpoint(*record);
}

bool IsKnown(const Belongings& belongings, const hcn::Guid& id) {
  return std::ranges::find(belongings.attachments, id, &Attachment::endpoint_id) !=
         belongings.attachments.end();
}

void FindEndpoints(Session& session, Collector& failures, Belongings& belongings) {
  for (const hcn::Guid& id : session.hcn.ListEndpoints()) {
    failures.Try("look at endpoint " + id.ToString(), [&] {
      const auto endpoint = session.hcn.FindEndpoint(id);
      if (!endpoint || !IsOurs(session, *endpoint)) return;
      belongings.attachments.push_back({id, endpoint->name, IsLive(session, *endpoint)});
    });
  }
}

// Also of an endpoint that was made under another tag.
void FindRecords(Session& session, Collector& failures, Belongings& belongings) {
  for (const state::RecordName& name : session.records.List()) {
    failures.Try("look at record " + name.ToString(), [&] {
      const auto content = session.records.Read(name);
      if (!content || !MayBeAttachment(*content) || IsKnown(belongings, name.id)) return;
      const auto endpoint = session.hcn.FindEndpoint(name.id);
      if (endpoint && !Recognise(endpoint->name, endpoint->id)) return;
      belongings.attachments.push_back({name.id, endpoint ? endpoint->name : name.ToString(),
                                        endpoint && IsLive(session, *endpoint)});
    });
  }
}

void FindNamespaces(Session& session, Collector& failures, Belongings& belongings) {
  for (const hcn::Guid& id : session.hcn.ListNamespaces()) {
    failures.Try("look at namespace " + id.ToString(), [&] {
      const auto name_space = session.hcn.FindNamespace(id);
      if (name_space && name_space->owner == session.conf.owner_tag) {
        belongings.namespaces.push_back(id);
      }
    });
  }
}

void FindNetworks(Session& session, Collector& failures, Belongings& belongings) {
  const state::MarkerContent marker = session.marker.Read();
  if (!marker.refusal.empty() && !marker.has_foreign) {
    failures.Try("read the networks", [&] { throw state::MarkerError(marker.refusal); });
  }
  for (const state::NetworkEntry& entry : marker.networks) {
    if (!IsOurEntry(session, entry)) continue;
    failures.Try("look at network " + entry.id.ToString(), [&] {
      const auto network = session.hcn.FindNetwork(entry.id);
      const bool is_deleted = network && IsMadeByUs(session, entry, *network);
      belongings.networks.push_back({entry, is_deleted});
    });
  }
}

void RemoveAttachment(Session& session, const Attachment& attachment, Force force) {
  const hcn::Guid& id = attachment.endpoint_id;
  const auto lock = session.locks.TryAttachment(id);
  if (!lock) throw Error(Code::kTryAgainLater, "another process is at work on it");
  const auto endpoint = session.hcn.FindEndpoint(id);
  if (endpoint && force == Force::kNo && IsLive(session, *endpoint)) {
    throw Error(Code::kAlreadyAttached, "it is live");
  }
  const auto name = session.records.Find(id);
  Dismantle(session, RemainsOf(session, id, name));
  if (name) session.records.Forget(*name);
}

void RemoveNamespaceOfOurs(Session& session, const hcn::Guid& id) {
  RemoveNamespace(session, id, false);
  if (session.hcn.OpenNamespace(id)) {
    throw Error(Code::kCleanupIncomplete,
                "an endpoint of somebody else, or a container, is in it still");
  }
}

}  // namespace

bool Belongings::HasLive() const { return std::ranges::any_of(attachments, &Attachment::is_live); }

Belongings FindBelongings(Session& session, Collector& failures) {
  Belongings belongings;
  FindEndpoints(session, failures, belongings);
  FindRecords(session, failures, belongings);
  FindNamespaces(session, failures, belongings);
  FindNetworks(session, failures, belongings);
  return belongings;
}

std::vector<std::string> Purge(Session& session, const Belongings& belongings, Force force,
                               Collector& failures) {
  std::vector<std::string> done;
  const auto note = [&](std::string line) {
    session.log.Info(line);
    done.push_back(std::move(line));
  };
  for (const Attachment& each : belongings.attachments) {
    const std::string what = "endpoint " + each.name + " (" + each.endpoint_id.ToString() + ")";
    failures.Try("remove " + what, [&] {
      RemoveAttachment(session, each, force);
      note("removed " + what);
    });
  }
  for (const hcn::Guid& id : belongings.namespaces) {
    failures.Try("remove namespace " + id.ToString(), [&] {
      RemoveNamespaceOfOurs(session, id);
      note("removed namespace " + id.ToString());
    });
  }
  for (const auto& network : belongings.networks) {
    failures.Try("release the network of owner " + network.entry.owner,
                 [&] { done.push_back(ReleaseNetwork(session, network.entry.owner)); });
  }
  failures.Try("remove stray temporary files", [&] { session.records.RemoveStrays(); });
  return done;
}

}  // namespace plugin
