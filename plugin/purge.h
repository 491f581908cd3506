#pragma once

#include <string>
#include <vector>

#include "plugin/collector.h"
#include "plugin/session.h"

namespace plugin {

// All that this installation has on the host, whatever the CNI network: what is of our owner tag in
// HCN, what is on record, and our entries in the marker.
struct Belongings {
  struct Attachment {
    hcn::Guid endpoint_id;
    std::string name;  // of the endpoint, or of the record where there is none
    bool is_live = false;
  };
  struct Network {
    state::NetworkEntry entry;
    bool is_deleted = false;  // by a purge; otherwise it only loses its entry
  };
  std::vector<Attachment> attachments;
  std::vector<hcn::Guid> namespaces;
  std::vector<Network> networks;

  [[nodiscard]] bool HasLive() const;
};
// What cannot be looked at is a failure. Throws when HCN or the disk does not list at all.
[[nodiscard]] Belongings FindBelongings(Session& session, Collector& failures);

enum class Force { kNo, kYes };
// Takes all of it away: the attachments as DEL does, namespaces in which nothing is left, networks,
// entries. Foreign things stay, and so does what is needed by them. Goes on after failures: what
// could not be taken away is still known afterwards. Without force what has come to life meanwhile
// stays, which is a failure. Says what was done, one line each.
std::vector<std::string> Purge(Session& session, const Belongings& belongings, Force force,
                               Collector& failures);

}  // namespace plugin
